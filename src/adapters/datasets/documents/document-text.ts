import { extname } from 'node:path';
import { cutCodePoints } from '../../../domain/dataset/gdpval/cut-text.ts';
import { DOCUMENT_LIMITS, type DocumentLimits } from './document-limits.ts';

export interface DocumentText {
  readonly text: string;
  /** Whether it is only the beginning. */
  readonly cut: boolean;
}

type Reader = (bytes: Uint8Array, limits: DocumentLimits) => Promise<string>;

const plainText: Reader = (bytes) => Promise.resolve(new TextDecoder().decode(bytes));

/** Libraries are loaded for the formats that come. */
const READERS: Readonly<Record<string, Reader>> = {
  '.xlsx': async (bytes, limits) =>
    (await import('./spreadsheet-text.ts')).spreadsheetText(bytes, limits),
  '.docx': async (bytes, limits) => (await import('./office-text.ts')).wordText(bytes, limits),
  '.pptx': async (bytes, limits) => (await import('./office-text.ts')).slidesText(bytes, limits),
  '.pdf': async (bytes, limits) => (await import('./pdf-text.ts')).pdfText(bytes, limits),
  '.csv': plainText,
  '.tsv': plainText,
  '.txt': plainText,
  '.md': plainText,
  '.json': plainText,
  '.xml': plainText,
  '.html': plainText,
  '.yaml': plainText,
  '.yml': plainText,
};

/**
 * The text of a document, or undefined for one without text that we can read: images, archives,
 * old Office formats, damaged or oversized files. The file itself is kept all the same.
 */
export async function documentText(
  name: string,
  bytes: Uint8Array,
  limits: DocumentLimits = DOCUMENT_LIMITS,
): Promise<DocumentText | undefined> {
  const read = READERS[extname(name).toLowerCase()];
  if (read === undefined || bytes.byteLength > limits.fileBytesMax) return undefined;
  // Documents come from people and are damaged in ways their readers have no names for.
  const text = await read(bytes, limits).catch(() => '');
  if (text.trim() === '') return undefined;
  const { kept } = cutCodePoints(text, limits.textCharsMax);
  return { text: kept, cut: kept.length < text.length };
}
