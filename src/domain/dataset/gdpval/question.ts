import type { ReferenceFile } from '../judged-source.ts';
import { cutCodePoints } from './cut-text.ts';
import { fileLabel } from './file-label.ts';

/** A reference file and the text that could be read of it. */
export interface ReadReference {
  readonly file: ReferenceFile;
  readonly text: string | null;
}

/** Characters of all files' texts together that go into a question: about 10,000 tokens. */
export const QUESTION_TEXT_CHARS_MAX = 40_000;

/** What the original sends: the task, and where its files are to be fetched by the agent itself. */
export function askedWithListing(
  prompt: string,
  files: readonly Pick<ReferenceFile, 'name' | 'url'>[],
): string {
  if (files.length === 0) return prompt;
  const lines = files.map(
    ({ name, url }) => `- ${name} (${fileLabel(name)}): ${url ?? 'not available'}`,
  );
  return [
    prompt,
    '',
    'Reference files of this task; open them with the tool `fetch_reference_file`:',
    ...lines,
  ].join('\n');
}

/** The task with its files: each is attached to the message, and what could be read of it follows. */
export function askedWithTexts(prompt: string, references: readonly ReadReference[]): string {
  if (references.length === 0) return prompt;
  const share = Math.floor(
    QUESTION_TEXT_CHARS_MAX / Math.max(1, references.filter(({ text }) => text !== null).length),
  );
  return [
    prompt,
    'These files belong to the task. They come with this message unless they are too large.',
    ...references.map((reference) => section(reference, share)),
  ].join('\n\n');
}

function section({ file, text }: ReadReference, charsMax: number): string {
  const title = `=== ${baseName(file.name)} (${fileLabel(file.name)})`;
  const place = file.url === null ? title : `${title}, also at ${file.url}`;
  if (text === null) return `${place} ===\n[No text could be read of this file.]`;
  const { kept, ofChars } = cutCodePoints(text, charsMax);
  const more = file.text?.cut ? ' or more' : '';
  const note =
    kept.length === text.length && !file.text?.cut
      ? ''
      : `\n[The text goes on: its first ${Math.min(charsMax, ofChars)} of ${ofChars}${more} characters are shown.]`;
  return `${place} ===\n${kept}${note}`;
}

export const baseName = (path: string): string => path.replace(/^.*\//, '');
