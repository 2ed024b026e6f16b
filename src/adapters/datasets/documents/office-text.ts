import { XMLParser } from 'fast-xml-parser';
import { boundedUnzip } from './bounded-unzip.ts';
import type { DocumentLimits } from './document-limits.ts';

/** One element as the parser gives it in document order: its name, children, and text. */
type XmlNode = Readonly<Record<string, unknown>>;

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
});

/** Paragraphs of a Word document, tables row by row, with its headers, footers and notes. */
export function wordText(bytes: Uint8Array, limits: DocumentLimits): string {
  const wanted = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/;
  const parts = boundedUnzip(bytes, (path) => wanted.test(path), limits);
  const names = [...parts.keys()].sort(
    (a, b) => Number(b === MAIN_PART) - Number(a === MAIN_PART) || (a < b ? -1 : 1),
  );
  return names.map((name) => partText(parts.get(name))).join('\n');
}

const MAIN_PART = 'word/document.xml';

/** Slides of a presentation in their order, each with its notes. */
export function slidesText(bytes: Uint8Array, limits: DocumentLimits): string {
  const wanted = /^ppt\/(?:slides|notesSlides)\/(?:slide|notesSlide)\d+\.xml$/;
  const parts = boundedUnzip(bytes, (path) => wanted.test(path), limits);
  const slides = [...parts.keys()]
    .map((path) => Number(/\/slide(\d+)\.xml$/.exec(path)?.[1] ?? Number.NaN))
    .filter((number) => !Number.isNaN(number))
    .sort((a, b) => a - b);
  return slides
    .map((number) => {
      const notes = partText(parts.get(`ppt/notesSlides/notesSlide${number}.xml`));
      const text = partText(parts.get(`ppt/slides/slide${number}.xml`));
      return `Slide ${number}\n${text}${notes === '' ? '' : `\nNotes: ${notes}`}`;
    })
    .join('\n\n');
}

function partText(part: Uint8Array | undefined): string {
  if (part === undefined) return '';
  const xml = new TextDecoder().decode(part);
  // Office writes none; its entities could make a large text of a small file.
  if (xml.includes('<!DOCTYPE')) throw new RangeError('declares a document type');
  const nodes = PARSER.parse(xml) as readonly XmlNode[];
  return nodesText(nodes)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What stands behind an element: paragraphs end a line, cells a column. */
const ENDS: Readonly<Record<string, string>> = {
  'w:p': '\n',
  'a:p': '\n',
  'w:br': '\n',
  'a:br': '\n',
  'w:tab': '\t',
  'w:tc': '\t',
  'a:tc': '\t',
  'w:tr': '\n',
  'a:tr': '\n',
};

const nodesText = (nodes: readonly XmlNode[]): string => nodes.map(nodeText).join('');

function nodeText(node: XmlNode): string {
  return Object.entries(node)
    .map(([name, children]) => {
      if (name === 'w:t' || name === 'a:t') return plainText(children);
      if (!Array.isArray(children)) return '';
      const inner = nodesText(children as readonly XmlNode[]);
      // A cell's paragraphs stay on the line of their row.
      const flat = name.endsWith(':tc') ? inner.trim().replace(/\n+/g, ' ') : inner;
      return flat + (ENDS[name] ?? '');
    })
    .join('');
}

const plainText = (children: unknown): string =>
  Array.isArray(children)
    ? (children as readonly XmlNode[]).map((child) => String(child['#text'] ?? '')).join('')
    : '';
