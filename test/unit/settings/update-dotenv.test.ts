import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { updateDotenv } from '../../../src/settings/update-dotenv.ts';
import { pointDotenvTo } from '../../../src/settings/write-dotenv.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const VALUES = { LLM_MODEL: 'qwen3-32b', OPENAI_API_BASE: 'http://127.0.0.1:8000/v1' };

/** Node reads blanks after `=` together with the next line. */
const VALUE = fc.stringMatching(/^([!$-&(-_a-~][ -!$-&(-_a-~]*)?$/);

describe('variables of a .env', () => {
  test('are set where they stand, appended where they only stand in comments', () => {
    const text = '# LLM\nexport LLM_MODEL = "old" # why\n\n#OPENAI_API_BASE=http://else\nA=1';
    expect(updateDotenv(text, VALUES)).toBe(
      '# LLM\nexport LLM_MODEL =qwen3-32b\n\n#OPENAI_API_BASE=http://else\nA=1\n' +
        'OPENAI_API_BASE=http://127.0.0.1:8000/v1\n',
    );
  });

  test('all agree when one is written twice', () => {
    const text = 'LLM_MODEL=a\nLLM_MODEL=b\n';
    expect(updateDotenv(text, { LLM_MODEL: 'c' })).toBe('LLM_MODEL=c\nLLM_MODEL=c\n');
  });

  test('keep the line ends of the file, and set twice change nothing more', () => {
    const once = updateDotenv('A=1\r\nLLM_MODEL=x\r\n', VALUES);
    expect(once).toBe('A=1\r\nLLM_MODEL=qwen3-32b\r\nOPENAI_API_BASE=http://127.0.0.1:8000/v1\r\n');
    expect(updateDotenv(once, VALUES)).toBe(once);
  });

  test('are not touched when another value over several lines holds what looks like one', () => {
    const text = 'NOTE="first\nLLM_MODEL=x\nlast"\n';
    expect(() => updateDotenv(text, VALUES)).toThrow('set LLM_MODEL, OPENAI_API_BASE by hand');
  });

  test('leave every other line as it is, to the byte', () => {
    const name = fc.stringMatching(/^[A-KP-Z][A-Z0-9_]{0,8}$/);
    const line = fc.oneof(
      fc.tuple(name, VALUE).map(([key, value]) => `${key}=${value}`),
      fc.stringMatching(/^#[ -~]*$/),
      fc.constant(''),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.map((each) => each + end).join('');
        const updated = updateDotenv(text, VALUES);
        expect(updated.startsWith(text)).toBe(true);
        expect(parseEnv(updated)).toMatchObject(VALUES);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('a project’s .env', () => {
  let dir: ReturnType<typeof temporaryDir>;
  const server = { model: 'qwen3-32b', baseUrl: 'http://127.0.0.1:8000/v1' };
  const file = () => join(dir.path, '.env');
  beforeEach(() => {
    dir = temporaryDir();
  });
  afterEach(() => dir.remove());

  test('is made when there is none, for its owner only', async () => {
    const { names } = await pointDotenvTo(dir.path, server);
    expect(names).toEqual(['LLM_MODEL', 'OPENAI_API_BASE', 'OPENAI_BASE_URL', 'OPENAI_API_KEY']);
    expect(parseEnv(readFileSync(file(), 'utf8'))).toEqual({
      LLM_MODEL: 'qwen3-32b',
      OPENAI_API_BASE: server.baseUrl,
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'dummy',
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test('keeps a key that is there, its mode, and being a link', async () => {
    const shared = join(dir.path, 'shared.env');
    writeFileSync(shared, 'OPENAI_API_KEY=a-real-one\n');
    chmodSync(shared, 0o640);
    symlinkSync(shared, file());
    const { file: written } = await pointDotenvTo(dir.path, server);
    expect(written).toBe(shared);
    expect(readFileSync(shared, 'utf8')).toMatch(
      /^OPENAI_API_KEY=a-real-one\nLLM_MODEL=qwen3-32b\n/,
    );
    expect(statSync(shared).mode & 0o777).toBe(0o640);
  });

  test('fills a key that is empty', async () => {
    writeFileSync(file(), 'OPENAI_API_KEY=\n');
    await pointDotenvTo(dir.path, server);
    expect(readFileSync(file(), 'utf8')).toMatch(/^OPENAI_API_KEY=dummy\n/);
  });
});
