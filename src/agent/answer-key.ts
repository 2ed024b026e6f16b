import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigurationError } from '../domain/errors.ts';

const EntrySchema = z.strictObject({
  question: z.string().min(1),
  answer: z.string().min(1),
  wrongAnswer: z.string().min(1),
});
type AnswerEntry = z.infer<typeof EntrySchema>;
export type AnswerKey = ReadonlyMap<string, AnswerEntry>;

/** Reads JSON lines `{question, answer, wrongAnswer}`. @throws ConfigurationError */
export async function readAnswerKey(file: string): Promise<AnswerKey> {
  const lines = (await readAnswers(file)).split('\n');
  const entries = lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseEntry(line, `${file}:${index + 1}`)],
  );
  return new Map(entries.map((entry) => [entry.question, entry]));
}

async function readAnswers(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(
      `cannot read the answers file ${file}: give --answers FILE`,
      {},
      {
        cause: error,
      },
    );
  }
}

function parseEntry(line: string, where: string): AnswerEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new ConfigurationError(
      `${where} is not JSON: write one object a line`,
      {},
      {
        cause: error,
      },
    );
  }
  const entry = EntrySchema.safeParse(value);
  if (entry.success) return entry.data;
  throw new ConfigurationError(`${where}: ${z.prettifyError(entry.error)}`);
}
