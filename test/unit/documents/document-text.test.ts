import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DOCUMENT_LIMITS } from '../../../src/adapters/datasets/documents/document-limits.ts';
import { documentText } from '../../../src/adapters/datasets/documents/document-text.ts';
import {
  pdfDocument,
  presentation,
  spreadsheet,
  wordDocument,
  wordFootnote,
} from '../../support/documents.ts';

const textOf = async (name: string, bytes: Uint8Array) => (await documentText(name, bytes))?.text;

describe('the text', () => {
  test('of a spreadsheet has a line for each row and a tabulator between cells', async () => {
    const bytes = spreadsheet('Ledger', [
      ['Account', 'Balance'],
      ['Cash', 120.5],
    ]);
    expect(await textOf('ledger.xlsx', bytes)).toBe('Sheet Ledger\nAccount\tBalance\nCash\t120.5');
  });

  test('of a Word document holds paragraphs, tables row by row, and notes', async () => {
    const bytes = wordDocument(
      ['Terms &amp; conditions', 'Net 30'],
      [
        ['Item', 'Price'],
        ['Milk', '2'],
      ],
      wordFootnote('As agreed.'),
    );
    expect(await textOf('Terms.DOCX', bytes)).toBe(
      'Terms & conditions\nNet 30\nItem\tPrice\nMilk\t2\nAs agreed.',
    );
  });

  test('of a presentation goes slide by slide, with notes', async () => {
    const slides = Array.from({ length: 11 }, (_, index) => ({ text: `Topic ${index + 1}` }));
    const bytes = presentation([{ text: 'Start', notes: 'Smile.' }, ...slides]);
    const text = (await textOf('pitch.pptx', bytes)) ?? '';
    expect(text.startsWith('Slide 1\nStart\nNotes: Smile.\n\nSlide 2\nTopic 1')).toBe(true);
    expect(text.endsWith('Slide 11\nTopic 10\n\nSlide 12\nTopic 11')).toBe(true);
  });

  test('of a PDF document goes page by page, and the bytes stay ours', async () => {
    const bytes = pdfDocument('Invoice 42 is due.');
    const before = bytes.slice();
    expect(await textOf('invoice.pdf', bytes)).toBe('Page 1\nInvoice 42 is due.');
    expect(bytes).toEqual(before);
  });

  test('of plain formats is what they are', async () => {
    expect(await textOf('a.csv', strToU8('x,y\n1,2'))).toBe('x,y\n1,2');
  });

  test.each(['photo.png', 'voice.mp3', 'old.xls', 'bundle.zip', 'README'])(
    'of %s is not looked for',
    async (name) => {
      expect(await documentText(name, strToU8('bytes'))).toBeUndefined();
    },
  );

  test.each(['xlsx', 'docx', 'pptx', 'pdf'])('of a damaged .%s file is none', async (extension) => {
    expect(await documentText(`a.${extension}`, strToU8('not what it says'))).toBeUndefined();
  });

  test('is cut between characters, and says so', async () => {
    const limits = { ...DOCUMENT_LIMITS, textCharsMax: 2 };
    expect(await documentText('a.txt', strToU8('🙂🙂🙂'), limits)).toEqual({
      text: '🙂🙂',
      cut: true,
    });
    expect(await documentText('a.txt', strToU8('🙂🙂'), limits)).toEqual({
      text: '🙂🙂',
      cut: false,
    });
  });
});

describe('a hostile document', () => {
  const limits = { ...DOCUMENT_LIMITS, unpackedBytesMax: 100_000 };
  const zeros = new Uint8Array(1_000_000);

  test.each([
    ['docx', 'word/document.xml'],
    ['pptx', 'ppt/slides/slide1.xml'],
    ['xlsx', 'xl/worksheets/sheet1.xml'],
  ])('that unpacks to too much is not read: .%s', async (extension, part) => {
    const bomb = zipSync({ [part]: zeros });
    expect(bomb.byteLength).toBeLessThan(2_000);
    expect(await documentText(`bomb.${extension}`, bomb, limits)).toBeUndefined();
  });

  test('that lies about its size is unpacked to the size it states', async () => {
    const honest = wordDocument(['x'.repeat(50_000)]);
    const lying = honest.slice();
    const view = new DataView(lying.buffer);
    const listing = view.getUint32(lying.length - 6, true);
    view.setUint32(listing + 24, 200, true);
    const text = (await documentText('liar.docx', lying, limits))?.text ?? '';
    expect(text.length).toBeLessThan(200);
  });

  test('that declares entities of its own is not read', async () => {
    const bytes = zipSync({
      'word/document.xml': strToU8('<!DOCTYPE d [<!ENTITY a "aaaa">]><w:p><w:t>&a;</w:t></w:p>'),
    });
    expect(await documentText('laughs.docx', bytes)).toBeUndefined();
  });

  test('that is too large is not opened', async () => {
    const small = { ...DOCUMENT_LIMITS, fileBytesMax: 3 };
    expect(await documentText('a.txt', strToU8('four'), small)).toBeUndefined();
  });
});
