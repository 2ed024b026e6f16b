import { zipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { boundedUnzip } from './bounded-unzip.ts';
import type { DocumentLimits } from './document-limits.ts';

/** Cells of every sheet, one row a line, columns by tabulators. */
export async function spreadsheetText(bytes: Uint8Array, limits: DocumentLimits): Promise<string> {
  const parts = boundedUnzip(bytes, (path) => /\.(?:xml|rels)$/.test(path), limits);
  // The reader unpacks without bounds of its own, so it is given what has been unpacked.
  const plain = zipSync(Object.fromEntries(parts), { level: 0 });
  const sheets = await readSheets(Buffer.from(plain));
  return sheets
    .map(({ sheet, data }) =>
      [`Sheet ${sheet}`, ...data.map((row) => row.map(cellText).join('\t').trimEnd())].join('\n'),
    )
    .join('\n\n');
}

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(cell).replace(/\s+/g, ' ');
};
