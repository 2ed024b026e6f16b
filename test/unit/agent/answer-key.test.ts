import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAnswerKey } from '../../../src/agent/answer-key.ts';

describe('answers file', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'durabench-answers-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  const read = async (content: string) => {
    const file = join(dir, 'answers.jsonl');
    await writeFile(file, content);
    return readAnswerKey(file);
  };
  const line = (question: string) =>
    JSON.stringify({ question, answer: 'Answer: 1', wrongAnswer: 'Answer: 2' });

  test('is found by question, blank lines aside', async () => {
    const key = await read(`${line('a\nb')}\n\n${line('c')}\n`);
    expect([...key.keys()]).toEqual(['a\nb', 'c']);
  });

  test.each([
    ['a torn line', `${line('a')}\n{"question": "b`, /answers\.jsonl:2 is not JSON/],
    ['a missing answer', '{"question":"a","answer":"1"}', /answers\.jsonl:1: .*wrongAnswer/s],
  ])('%s is refused, with its place', async (_name, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test('is named when it cannot be read', async () => {
    await expect(readAnswerKey(join(dir, 'none.jsonl'))).rejects.toThrow('none.jsonl');
  });
});
