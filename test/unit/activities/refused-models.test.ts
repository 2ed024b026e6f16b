import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanningBench } from '../../support/planning-bench.ts';
import {
  api,
  builtin,
  inline,
  one,
  type RefusedStarts,
  refusalOf,
  startRefusingBench,
} from '../../support/refused-starts.ts';

let bench: PlanningBench;
beforeAll(async () => {
  bench = await startRefusingBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const REFUSED: RefusedStarts = {
  'the built-in agent without a model': [builtin({}), /deployment is missing: the built-in agent/],
  'an unknown recipe': [
    builtin({ deployment: 'tiny-gpu' }),
    /recipe "tiny-gpu" \(did you mean "tiny-cpu"\?\); known: tiny-cpu/,
  ],
  'a recipe by path': [builtin({ deployment: '../recipes/tiny-cpu' }), /there is no .*recipe/],
  'another model than the deployment serves': [
    builtin({ deployment: 'tiny-cpu', llm_model: 'huge' }),
    /llm_model is "huge", but the deployment serves "tiny"/,
  ],
  'a deployment and an endpoint': [
    builtin({ deployment: inline, ...api }),
    /llm_api_base stands beside "deployment"/,
  ],
  'an endpoint without a model': [
    builtin({ llm_api_base: api.llm_api_base }),
    /llm_model is missing/,
  ],
  'an endpoint that is no address': [
    builtin({ ...api, llm_api_base: 'localhost' }),
    /llm_api_base: found "localhost"/,
  ],
  'an endpoint that is a file': [
    builtin({ ...api, llm_api_base: 'file:///etc/passwd' }),
    /llm_api_base is "file:\/\/\/etc\/passwd": give an http/,
  ],
  'a context too small': [
    builtin({ deployment: { ...inline, context: 1 } }),
    /deployment\.context: found 1; expected at least 256/,
  ],
  'a command without permission': [
    one({ agent: { command: ['node', 'agent.js'] } }),
    /agent\.command is refused by this host: start its worker with --allow-command/,
  ],
  'an agent address that is none': [one({ agent: { url: 'ftp://x' } }), /agent\.url: found "ftp/],
  'an accuracy over one': [
    one({ agent: { reference: 'noisy-oracle', accuracy: 2 } }),
    /agent\.accuracy: found 2; expected at most 1/,
  ],
  'a reference agent with a model': [one({ llm_model: 'tiny' }), /llm_model has no effect/],
  'a reference agent with a key': [one({ llm_api_key: '${SET}' }), /llm_api_key has no effect/],
  'a reference agent with a server': [one({ deployment: inline }), /deployment has no effect/],
  'an agent elsewhere with a model': [
    one({ agent: { url: 'https://agent.example.com' }, llm_model: 'tiny' }),
    /llm_model has no effect/,
  ],
  'a secret that is not set': [
    builtin({ ...api, llm_api_key: '${UNSET}' }),
    /llm_api_key names \$\{UNSET\}, which is not set/,
  ],
  'a secret whose name does not say so': [
    builtin({ ...api, llm_api_key: '${SET}' }),
    /llm_api_key names \$\{SET\}, whose value would not be masked/,
  ],
  'a reference in lower case': [
    builtin({ ...api, llm_api_key: '${key}' }),
    /llm_api_key: .*write secrets as a reference/,
  ],
};

describe('a model or an agent is refused, finally and before anything is stored:', () => {
  test.each(Object.entries(REFUSED))('%s', async (_, [input, says]) => {
    const { type, nonRetryable, message } = await refusalOf(bench, input);
    expect({ type, nonRetryable }).toEqual({ type: 'InvalidInput', nonRetryable: true });
    expect(message).toMatch(says);
    expect(await bench.stored()).toEqual([]);
  });
});
