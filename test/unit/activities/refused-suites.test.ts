import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanningBench } from '../../support/planning-bench.ts';
import {
  config,
  dataset,
  EVAL,
  file,
  one,
  type RefusedStarts,
  refusalOf,
  startRefusingBench,
  suite,
} from '../../support/refused-starts.ts';

let bench: PlanningBench;
beforeAll(async () => {
  bench = await startRefusingBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const REFUSED: RefusedStarts = {
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
};

describe('a start is refused, finally and before anything is stored, with', () => {
  test.each(Object.entries(REFUSED))('%s', async (_, [input, says]) => {
    const { type, nonRetryable, message } = await refusalOf(bench, input);
    expect({ type, nonRetryable }).toEqual({ type: 'InvalidInput', nonRetryable: true });
    expect(message).toMatch(says);
    expect(await bench.stored()).toEqual([]);
  });

  test('a bad last config, though the first one is good', async () => {
    const good = config({
      eval_config: { ...EVAL, datasets: [{ type: 'synthetic', path: 'questions.json' }] },
    });
    const { message } = await refusalOf(bench, suite(good, config({ id: 'b', llm_model: 'x' })));
    expect(message).toContain('config "b": llm_model');
    expect(await bench.stored()).toEqual([]);
  });
});

test('nothing of a file outside the roots is quoted', async () => {
  const { message } = await refusalOf(bench, one({ eval_config: '../../outside/private.yaml' }));
  expect(message).toMatch(/private\.yaml is outside/);
  expect(message).not.toContain('the private words');
});
