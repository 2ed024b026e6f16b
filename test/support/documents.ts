import { strToU8, zipSync } from 'fflate';

/** An archive of XML parts, as Office writes documents. */
const archive = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])));

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** Paragraphs, then a table of rows. */
export const wordDocument = (
  paragraphs: readonly string[],
  rows: readonly (readonly string[])[] = [],
  more: Readonly<Record<string, string>> = {},
): Uint8Array =>
  archive({
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${paragraphs
      .map((text) => `<w:p>${run(text)}</w:p>`)
      .join('')}<w:tbl>${rows
      .map(
        (cells) =>
          `<w:tr>${cells.map((cell) => `<w:tc><w:p>${run(cell)}</w:p></w:tc>`).join('')}</w:tr>`,
      )
      .join('')}</w:tbl></w:body></w:document>`,
    ...more,
  });

export const wordFootnote = (text: string): Readonly<Record<string, string>> => ({
  'word/footnotes.xml': `<w:footnotes ${W}><w:footnote><w:p>${run(text)}</w:p></w:footnote></w:footnotes>`,
});

export interface Slide {
  readonly text: string;
  readonly notes?: string;
}

export const presentation = (slides: readonly Slide[]): Uint8Array =>
  archive(
    Object.fromEntries(
      slides.flatMap(({ text, notes }, index) => [
        [`ppt/slides/slide${index + 1}.xml`, shape(text)],
        ...(notes === undefined
          ? []
          : [[`ppt/notesSlides/notesSlide${index + 1}.xml`, shape(notes)]]),
      ]),
    ),
  );

const shape = (text: string): string =>
  `<p:sld xmlns:p="p" ${A}><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;

/** One sheet of texts and numbers. */
export const spreadsheet = (
  name: string,
  rows: readonly (readonly (string | number)[])[],
): Uint8Array => archive(spreadsheetParts(name, rows));

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const spreadsheetParts = (name: string, rows: readonly (readonly (string | number)[])[]) => ({
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, `${'ABCDEFGH'[column]}${row + 1}`)).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`,
});

const cellXml = (cell: string | number, at: string): string =>
  typeof cell === 'number'
    ? `<c r="${at}"><v>${cell}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;

/** One page with one line of text (PDF 1.4). */
export function pdfDocument(line: string): Uint8Array {
  const content = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}
