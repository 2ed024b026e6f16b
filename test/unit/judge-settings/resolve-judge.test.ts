import { describe, expect, test } from 'vitest';
import { resolveJudge } from '../../../activities/resolve-judge.ts';
import { EvalConfigSchema } from '../../../src/contracts/eval-config.ts';
import { ConfigInputSchema } from '../../../src/contracts/suite-input.ts';
import { deploymentId } from '../../../src/domain/deployment/deployment-id.ts';
import type { DeploymentSpec } from '../../../src/domain/suite/config-run.ts';
import { hostRules } from '../../../src/host-rules.ts';

interface Written {
  readonly judge?: object;
  readonly llmEval?: object;
  readonly dataset?: string;
  readonly config?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly serving?: DeploymentSpec;
  /** Of the judge's deployment, when it is another. */
  readonly judging?: DeploymentSpec;
}

function judgeOf({
  judge,
  llmEval,
  dataset = 'prbench',
  config,
  env = {},
  serving,
  judging,
}: Written) {
  const evalConfig = EvalConfigSchema.parse({
    name: 'graded',
    datasets: [dataset === 'synthetic' ? { type: dataset, path: 'q.json' } : { type: dataset }],
    ...(llmEval && { llm_eval: llmEval }),
  });
  const input = ConfigInputSchema.parse({
    ...{ id: 'a', agent: 'do-nothing', eval_config: 'e.yaml' },
    ...config,
    ...(judge && { judge }),
  });
  const rules = hostRules('/none', { allowCommand: false, trustRemoteCode: [] }, env);
  const own = judging ?? serving;
  const servings = {
    ...(serving && { agent: serving }),
    ...(own && { judge: { deployment: own } }),
  };
  return resolveJudge(input, evalConfig, servings, rules);
}

const OPENAI = { OPENAI_API_KEY: 'k' };
const HERE = { model: 'grader', api_base: 'http://127.0.0.1:8000/v1/' };

describe('the judge of a config', () => {
  test('is none where nothing names one, or what names it is switched off', () => {
    expect(judgeOf({ env: OPENAI })).toBeUndefined();
    expect(judgeOf({ llmEval: { enabled: false, ...HERE }, env: OPENAI })).toBeUndefined();
  });

  test('is asked as its block says', () => {
    const judge = {
      ...{ ...HERE, temperature: 0.2, context: 16_384, max_tokens: 900, slots: 3 },
      ...{ requests_per_minute: 60, api_key: '${GRADER_API_KEY}' },
    };
    expect(judgeOf({ judge, env: { GRADER_API_KEY: 'k' } })).toEqual({
      ...{ provider: 'openai', model: 'grader', baseUrl: 'http://127.0.0.1:8000/v1' },
      ...{ apiKey: '${GRADER_API_KEY}', temperature: 0.2, contextTokens: 16_384 },
      ...{ outputTokensMax: 900, slots: 3, requestsPerMinute: 60 },
    });
  });

  test('has defaults for all but its model and its address', () => {
    expect(judgeOf({ llmEval: HERE })).toEqual({
      ...{ provider: 'openai', model: 'grader', baseUrl: 'http://127.0.0.1:8000/v1' },
      ...{ temperature: 0, contextTokens: null, outputTokensMax: 1500, slots: 8 },
    });
  });

  test('is that of the experiment, over that of the eval config, key by key', () => {
    const llmEval = { ...HERE, temperature: 0.7 };
    expect(judgeOf({ judge: { model: 'other', slots: 2 }, llmEval })).toMatchObject({
      ...{ model: 'other', slots: 2, temperature: 0.7, baseUrl: 'http://127.0.0.1:8000/v1' },
    });
    const switchedOff = { enabled: false, temperature: 0.7 };
    expect(judgeOf({ judge: HERE, llmEval: switchedOff })).toMatchObject({ temperature: 0 });
  });

  test('takes no key of another address along', () => {
    const llmEval = { api_base: 'https://a.example/v1', api_key: '${A_KEY}', model: 'm' };
    const judge = judgeOf({
      judge: { api_base: 'https://b.example/v1' },
      llmEval,
      env: { A_KEY: 'k' },
    });
    expect(judge).toMatchObject({ baseUrl: 'https://b.example/v1', model: 'm' });
    expect(judge).not.toHaveProperty('apiKey');
  });

  test.each([{ enabled: true }, { enabled: null }, {}])(
    'is the original choice at OpenAI where %j names none and a key is there',
    (llmEval) => {
      expect(judgeOf({ llmEval, env: OPENAI })).toMatchObject({
        ...{ model: 'gpt-4o-mini', baseUrl: 'https://api.openai.com/v1' },
        apiKey: '${OPENAI_API_KEY}',
      });
      expect(judgeOf({ llmEval })).toBeUndefined();
    },
  );

  test('does not get the key of another endpoint at OpenAI', () => {
    const env = { ...OPENAI, OPENAI_API_BASE: 'http://gateway/v1' };
    expect(judgeOf({ llmEval: {}, env })).toBeUndefined();
    expect(() => judgeOf({ llmEval: { model: 'm' }, env })).toThrow('llm_eval.api_base is missing');
  });

  test('of the Anthropic API has its address and key', () => {
    const judge = { provider: 'anthropic', model: 'claude' };
    expect(judgeOf({ judge, env: { ANTHROPIC_API_KEY: 'k' } })).toMatchObject({
      ...{ provider: 'anthropic', baseUrl: 'https://api.anthropic.com' },
      apiKey: '${ANTHROPIC_API_KEY}',
    });
  });

  test('is left out where rules score everything, unless the profile is the original', () => {
    const dataset = 'synthetic';
    expect(judgeOf({ llmEval: { model: 'm' }, dataset })).toBeUndefined();
    const config = { profile: 'compat' };
    expect(judgeOf({ llmEval: HERE, dataset, config })).toMatchObject({ model: 'grader' });
  });
});

describe('a judge of the same deployment', () => {
  const deployment = { engine: 'node-llama-cpp', model: 'tiny' };
  const serving: DeploymentSpec = {
    ...{ engine: 'node-llama-cpp', model: 'tiny', weights: 'tiny', context: 2048, slots: 2 },
  };
  const config = { agent: 'builtin', deployment };

  test('shares its server, its context and its slots', () => {
    expect(judgeOf({ judge: { deployment }, config, serving })).toEqual({
      ...{ provider: 'openai', model: 'tiny', temperature: 0, contextTokens: 2048 },
      ...{ outputTokensMax: 1500, slots: 2 },
      ...{ deployment: serving, deploymentId: deploymentId(serving) },
    });
  });

  test.each([
    [{ deployment, api_base: 'http://x/v1' }, 'judge.api_base has no effect beside'],
    [{ deployment, model: 'big' }, 'judge.model is "big", but the deployment serves "tiny"'],
  ])('and nothing else: %j is refused', (judge, message) => {
    expect(() => judgeOf({ judge, config, serving })).toThrow(message);
  });

  test('is asked when all answers are in, if the config wants that', () => {
    const judge = { deployment, phase: 'after' };
    expect(judgeOf({ judge, config, serving })).toMatchObject({ phase: 'after' });
  });
});

describe('refused is', () => {
  const anthropic = { provider: 'anthropic', model: 'claude' };
  const ANTHROPIC = { ANTHROPIC_API_KEY: 'k' };

  test.each<[string, Written, string]>([
    ['a judge without an address', { judge: { model: 'm' } }, 'judge.api_base is missing'],
    ['vLLM without an address', { judge: { provider: 'vllm', model: 'm' } }, 'judge.api_base is'],
    ['an address without a model', { llmEval: { api_base: HERE.api_base } }, 'llm_eval.model is'],
    ['another scheme', { judge: { ...HERE, api_base: 'ftp://a/v1' } }, 'judge.api_base is "ftp:'],
    [
      'a key that is not set',
      { judge: { ...HERE, api_key: '${GRADER_API_KEY}' } },
      'judge.api_key names ${GRADER_API_KEY}, which is not set',
    ],
    [
      'a key that no record would mask',
      { llmEval: { ...HERE, api_key: '${GRADER}' }, env: { GRADER: 'k' } },
      'llm_eval.api_key names ${GRADER}, whose value would not be masked',
    ],
    [
      'a gateway of Anthropic without a key',
      { judge: { ...anthropic, api_base: 'https://gateway.example' }, env: ANTHROPIC },
      'judge.api_key is missing',
    ],
    [
      'Anthropic above its temperatures',
      { judge: { ...anthropic, temperature: 1.5 }, env: ANTHROPIC },
      'judge.temperature is above 1',
    ],
    [
      'Anthropic in the profile of the original',
      { judge: anthropic, env: ANTHROPIC, config: { profile: 'compat' } },
      'for which profile "compat" has no requests',
    ],
    [
      'Anthropic in both profiles',
      { judge: anthropic, env: ANTHROPIC, config: { profile: 'both' } },
      'for which profile "both" has no requests',
    ],
    [
      'a judge with nothing to grade',
      { judge: HERE, dataset: 'synthetic' },
      'judge has no effect: all datasets of eval config "graded" are scored by rules',
    ],
  ])('%s', (_, written, message) => {
    expect(() => judgeOf(written)).toThrow(message);
  });
});

describe('a judge of a deployment of its own', () => {
  const deployment = { engine: 'node-llama-cpp', model: 'grader' };
  const judging: DeploymentSpec = {
    ...{ engine: 'node-llama-cpp', model: 'grader', weights: 'grader', context: 4096, slots: 3 },
  };
  const config = { agent: 'builtin', deployment: { ...deployment, model: 'tiny' } };

  test('takes the place of the agent’s server when all answers are in', () => {
    expect(judgeOf({ judge: { deployment }, config, judging })).toEqual({
      ...{ provider: 'openai', model: 'grader', temperature: 0, contextTokens: 4096 },
      ...{ outputTokensMax: 1500, slots: 3, phase: 'after' },
      ...{ deployment: judging, deploymentId: deploymentId(judging) },
    });
  });

  test('that others run is asked at its address as the answers come', () => {
    const external: DeploymentSpec = {
      ...{ engine: 'external', model: 'grader', baseUrl: 'http://x/v1', slots: 4 },
    };
    const judge = judgeOf({ judge: { deployment }, config, judging: external });
    expect(judge).toMatchObject({ baseUrl: 'http://x/v1' });
    expect(judge).not.toHaveProperty('phase');
    expect(judge).not.toHaveProperty('deployment');
  });

  test.each([
    [{ deployment, phase: 'together' }, 'judge.phase is "together", but its deployment takes'],
    [{ deployment, api_key: '${GRADER_API_KEY}' }, 'judge.api_key has no effect beside'],
    [{ deployment, provider: 'openai' }, 'judge.provider has no effect beside'],
  ])('has no address, key or time of asking: %j is refused', (judge, message) => {
    expect(() => judgeOf({ judge, config, judging })).toThrow(message);
  });
});
