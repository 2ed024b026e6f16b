/**
 * Names and answers come from models, agents and data sets: each medium gets them as text and never
 * as its own syntax.
 */

/** C0 and C1 controls, and the marks that reorder the text around them. */
const STEERING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line that cannot steer a terminal. */
export const escapeTerminal = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(STEERING, '\uFFFD');

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For element content and quoted attribute values. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);

/** One cell of a Markdown table. */
export const escapeMarkdown = (text: string): string =>
  escapeTerminal(text)
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/[&<>]/g, (character) => HTML_ENTITIES[character] ?? character);

/** Spreadsheets run cells that start with these. */
const FORMULA = /^[=+\-@\t\r]/;

/** One CSV field (RFC 4180). Text that a spreadsheet would run gets a leading apostrophe. */
export function escapeCsv(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const inert = FORMULA.test(value.trimStart()) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
