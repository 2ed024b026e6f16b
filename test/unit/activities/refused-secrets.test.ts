import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { registerSecrets } from '../../../src/adapters/artifacts/redact.ts';
import type { PlanningBench } from '../../support/planning-bench.ts';
import {
  api,
  builtin,
  config,
  one,
  refusalOf,
  SECRET,
  startRefusingBench,
  suite,
} from '../../support/refused-starts.ts';

let bench: PlanningBench;
beforeAll(async () => {
  bench = await startRefusingBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
afterEach(() => registerSecrets({}));

describe('a secret written out is refused, and the message does not hold it:', () => {
  test.each<[string, object, RegExp]>([
    ['as the key', builtin({ ...api, llm_api_key: SECRET }), /llm_api_key: .*not shown/],
    ['under a key of another name', builtin({ ...api, api_key: SECRET }), /api_key: unknown key/],
    [
      'in the address',
      builtin({ ...api, llm_api_base: `https://u:${SECRET}@api.example.com` }),
      /configs\[0\]\.llm_api_base/,
    ],
    [
      'in an agent’s address',
      one({ agent: { url: 'https://alice:hunter22@agent.example.com' } }),
      /configs\[0\]\.agent\.url/,
    ],
    [
      'in a command',
      one({ agent: { command: ['agent', '--key', SECRET] } }),
      /configs\[0\]\.agent\.command\[2\]/,
    ],
    ['in a note', one({ notes: `uses ${SECRET}` }), /configs\[0\]\.notes/],
    [
      'instead of a suite',
      { ...suite(config()), suite: `${SECRET} ` },
      /suite: found "\[redacted\]/,
    ],
  ])('%s', async (_, input, says) => {
    const { message } = await refusalOf(bench, input);
    expect(message).toMatch(says);
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain('hunter22');
    expect(await bench.stored()).toEqual([]);
  });

  test('as the value of a secret variable, whatever it looks like', async () => {
    registerSecrets({ JUDGE_TOKEN: 'plain-words' });
    const { message } = await refusalOf(bench, one({ notes: 'judged with plain-words' }));
    expect(message).toContain('configs[0].notes');
    expect(message).not.toContain('plain-words');
  });
});
