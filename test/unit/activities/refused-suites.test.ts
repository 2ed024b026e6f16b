import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { registerSecrets } from '../../../src/adapters/artifacts/redact.ts';
import { PlanningBench } from '../../support/planning-bench.ts';

const QUESTIONS = [
  {
    ...{ question_id: 'q1', category: 'capm', difficulty: 'easy', question: 'How much?' },
    ...{ ground_truth_value: 1, ground_truth_formatted: '1' },
  },
];
const SECRET = `sk-${'a1b2c3d4'.repeat(6)}`;
const EVAL = {
  name: 'small',
  datasets: [{ type: 'synthetic', generate: { seed: 1, count: 2 } }],
};

const config = (changes: object = {}) => ({
  ...{ id: 'a', agent: 'do-nothing', eval_config: EVAL, num_tasks: 2 },
  ...changes,
});
const suite = (...configs: object[]) => ({ schemaVersion: 1, suite: 'core', runKey: 'k', configs });
const one = (changes: object) => suite(config(changes));
const builtin = (changes: object) => one({ agent: 'builtin', ...changes });
const dataset = (...datasets: object[]) => one({ eval_config: { ...EVAL, datasets } });
const file = (path: string) => dataset({ type: 'synthetic', path });
const inline = { engine: 'node-llama-cpp', model: 'tiny' };
const api = { llm_api_base: 'https://api.example.com/v1', llm_model: 'big' };

let bench: PlanningBench;
beforeAll(async () => {
  bench = await PlanningBench.start();
  const { experimentsRoot, configRoot, outside } = bench;
  await bench.write(experimentsRoot, 'questions.json', QUESTIONS);
  await bench.write(experimentsRoot, 'rows.json', [{ ...QUESTIONS[0], difficulty: 'mild' }]);
  await bench.write(experimentsRoot, 'twice.json', [QUESTIONS[0], QUESTIONS[0]]);
  await bench.write(experimentsRoot, 'text.json', 'no json');
  await bench.write(experimentsRoot, 'bad-eval.yaml', 'name: x\ndatasets: []\n');
  await bench.write(outside, 'questions.json', QUESTIONS);
  await bench.write(outside, 'private.yaml', 'the private words');
  await symlink(outside, join(experimentsRoot, 'link'));
  await mkdir(join(experimentsRoot, 'folder.json'));
  await bench.write(join(configRoot, 'recipes'), 'tiny-cpu.yaml', inline);
});
afterAll(() => bench[Symbol.asyncDispose]());
afterEach(() => registerSecrets({}));

/** What is written, and what the message must say: the key and what is wrong. */
const REFUSED: Readonly<Record<string, readonly [input: unknown, says: RegExp]>> = {
  null: [null, /found null; expected an object/],
  undefined: [undefined, /missing; expected an object/],
  'a text': ['experiments.yaml', /expected an object/],
  'a number': [42, /expected an object/],
  'a list': [[suite(config())], /expected an object/],
  'an empty object': [{}, /schemaVersion.*suite: missing.*configs: missing/s],
  'another schemaVersion': [{ ...suite(config()), schemaVersion: 2 }, /schemaVersion: found 2/],
  'a length of answers that are not stored': [
    one({ predicted_max_chars: 50 }),
    /config "a": predicted_max_chars has no effect here: give it with store_predicted: true/,
  ],
  'whole texts of nothing': [
    one({ truncate: false }),
    /truncate: false has no effect by itself: add store_predicted: true/,
  ],
  'answers of no length': [
    one({ store_predicted: true, predicted_max_chars: 0 }),
    /predicted_max_chars: found 0/,
  ],
  'no configs': [suite(), /configs: found a list of 0/],
  'too many configs': [
    suite(...Array.from({ length: 201 }, (_, id) => config({ id: `c${id}` }))),
    /configs: found a list of 201; expected at most 200/,
  ],
  'a misspelled key of the suite': [
    { ...suite(config()), runkey: 'x' },
    /runkey: unknown key \(did you mean "runKey"\?\)/,
  ],
  'a misspelled key of a config': [
    one({ num_task: 5 }),
    /configs\[0\]\.num_task: unknown key \(did you mean "num_tasks"\?\)/,
  ],
  'two configs of one id': [suite(config(), config()), /configs: config ids must be unique/],
  'an id that leaves its folder': [one({ id: '../b' }), /configs\[0\]\.id: found "\.\.\/b"/],
  'a suite that leaves its folder': [{ ...suite(config()), suite: 'a/b' }, /suite: found "a\/b"/],
  'a run key with blanks': [{ ...suite(config()), runKey: 'a b' }, /runKey: found "a b"/],
  'a host that is no name': [one({ host: '' }), /configs\[0\]\.host: found ""/],
  'no tasks': [one({ num_tasks: 0 }), /num_tasks: found 0; expected at least 1/],
  'a coverage over one': [one({ coverage_min: 95 }), /coverage_min: found 95; expected at most 1/],
  'an unknown profile': [one({ profile: 'strict' }), /profile: found "strict"; allowed: corrected/],
  'an unknown strategy': [
    one({ sampling_strategy: 'at random' }),
    /sampling_strategy: found "at random"/,
  ],
  'an unknown agent': [one({ agent: 'orcale' }), /agent: found "orcale".*did you mean "oracle"/],
  'no eval config': [one({ eval_config: undefined }), /eval_config: missing/],
  'no datasets': [dataset(), /eval_config\.datasets: found a list of 0/],
  'a dataset of neither file nor seed': [
    dataset({ type: 'synthetic' }),
    /datasets\[0\].*either "path".*or "generate"/,
  ],
  'an unknown template': [
    dataset({ type: 'synthetic', generate: { seed: 1, count: 1, templates: ['bond-prize'] } }),
    /template "bond-prize" \(did you mean "bond-price"\?\)/,
  ],
  'a dataset that is not there': [file('none.json'), /there is no file .*none\.json/],
  'a dataset outside': [file('../../outside/questions.json'), /is outside .*experiments/],
  'a dataset behind a link': [file('link/questions.json'), /is outside .*experiments/],
  'a dataset that is a folder': [file('folder.json'), /cannot read dataset file .*folder\.json/],
  'a dataset that is no JSON': [file('text.json'), /text\.json is not JSON/],
  'a dataset with a bad row': [file('rows.json'), /rows\.json.*difficulty: found "mild"/],
  'a dataset with an id twice': [file('twice.json'), /rows 0 and 1 both have the id "q1"/],
  'an eval config that is not there': [
    one({ eval_config: 'none.yaml' }),
    /eval_config "none\.yaml" is not there/,
  ],
  'an eval config that is wrong': [
    one({ eval_config: 'bad-eval.yaml' }),
    /bad-eval\.yaml:2:1: datasets: found a list of 0/,
  ],
  'an experiments file outside': [
    { schemaVersion: 1, file: '../../outside/private.yaml' },
    /outside the experiments root/,
  ],
  'an experiments file and configs': [
    { ...suite(config()), file: 'x.yaml' },
    /configs: unknown key.*allowed: schemaVersion, file/,
  ],
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

const refusalOf = async (input: unknown): Promise<ApplicationFailure> => {
  const error: unknown = await bench
    .plan(input, 'run-1', { environment: { SET: 'yes' } })
    .catch((caught: unknown) => caught);
  if (error instanceof ApplicationFailure) return error;
  throw new Error('was not refused', { cause: error });
};

describe('a start is refused, finally and before anything is stored, with', () => {
  test.each(Object.entries(REFUSED))('%s', async (_, [input, says]) => {
    const { type, nonRetryable, message } = await refusalOf(input);
    expect({ type, nonRetryable }).toEqual({ type: 'InvalidInput', nonRetryable: true });
    expect(message).toMatch(says);
    expect(await bench.stored()).toEqual([]);
  });

  test('a bad last config, though the first one is good', async () => {
    const good = config({
      eval_config: { ...EVAL, datasets: [{ type: 'synthetic', path: 'questions.json' }] },
    });
    const { message } = await refusalOf(suite(good, config({ id: 'b', llm_model: 'x' })));
    expect(message).toContain('config "b": llm_model');
    expect(await bench.stored()).toEqual([]);
  });
});

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
    const { message } = await refusalOf(input);
    expect(message).toMatch(says);
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain('hunter22');
    expect(await bench.stored()).toEqual([]);
  });

  test('as the value of a secret variable, whatever it looks like', async () => {
    registerSecrets({ JUDGE_TOKEN: 'plain-words' });
    const { message } = await refusalOf(one({ notes: 'judged with plain-words' }));
    expect(message).toContain('configs[0].notes');
    expect(message).not.toContain('plain-words');
  });
});

test('nothing of a file outside the roots is quoted', async () => {
  const { message } = await refusalOf(one({ eval_config: '../../outside/private.yaml' }));
  expect(message).toMatch(/private\.yaml is outside/);
  expect(message).not.toContain('the private words');
});
