const EVIDENCE_CHARS_MAX = 120;
const MASK = '[redacted]';

/** What identifies an account, a key or a request. Model names with dates must stay readable. */
const IDENTIFIERS: readonly RegExp[] = [
  /\b(?:sk|pk|rk|gsk|xai|key|nvapi|pplx|AIza|AKIA)[-_]?[\w*-]*[\d*][\w*-]{3,}/g,
  /\b(?:user|org|organization|acct|account|proj|project|req|request|team)[-_](?=[\w-]*\d)[\w-]{6,}/gi,
  /(?<=\bbearer\s)\S+/gi,
  /\b[\w.+-]+@[\w-]+\.[\w.-]+/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{16,}/g,
  /\b\d{10,}\b/g,
];

/** The start of a reply on one line, for people; masked before it is cut, never after. */
export function evidenceFrom(text: string): string {
  const start = text.slice(0, 4 * EVIDENCE_CHARS_MAX);
  const line = IDENTIFIERS.reduce((masked, pattern) => masked.replace(pattern, MASK), start)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= EVIDENCE_CHARS_MAX ? line : `${line.slice(0, EVIDENCE_CHARS_MAX - 1)}…`;
}
