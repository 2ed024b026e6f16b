import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  refuseUnbuilt,
  resolveExperiment,
} from '../../../src/adapters/experiments/experiments-file.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'durabench-eval-config-'));
  for (const folder of ['experiments', 'config', 'data/options']) {
    await mkdir(join(project, folder), { recursive: true });
  }
  await writeFile(join(project, 'data/options/questions.json'), '[]');
});
afterAll(() => rm(project, { recursive: true }));

/** Resolves an experiment whose one config names an eval config of this text. */
async function resolved(
  evalYaml: string,
  { env = {}, config = '' }: { env?: Record<string, string>; config?: string } = {},
) {
  await writeFile(join(project, 'config/eval_it.yaml'), evalYaml);
  const text = `experiments:\n  - name: core\n    configs:\n      - {id: a, llm_model: m, eval_config: config/eval_it.yaml${config}}\n`;
  await writeFile(join(project, 'experiments/it.yaml'), text);
  const roots = {
    experimentsRoot: join(project, 'experiments'),
    configRoot: join(project, 'config'),
  };
  return resolveExperiment({ file: 'it' }, { roots, env });
}

const evalConfigOf = async (...args: Parameters<typeof resolved>) =>
  (await resolved(...args)).start.configs[0]?.eval_config;

const refusalOf = async (...args: Parameters<typeof resolved>): Promise<string> => {
  const error = await resolved(...args).catch((caught: unknown) => caught);
  if (!(error instanceof ConfigurationError)) throw new Error('was not refused');
  return error.message.replaceAll(project, '~');
};

const DATASETS = 'datasets:\n  - type: synthetic\n    generate: {seed: 1, count: 2}\n';

describe('variables', () => {
  test('are replaced in values, also where a number is asked for', async () => {
    const yaml = `name: "of \${WHO}"\ntimeout_seconds: \${SECONDS}\n${DATASETS}`;
    expect(await evalConfigOf(yaml, { env: { WHO: 'a: b', SECONDS: '90' } })).toMatchObject({
      name: 'of a: b',
      timeout_seconds: 90,
    });
  });

  test('cannot add keys, and do not matter in comments', async () => {
    const yaml = `# \${UNSET}\nname: \${WHO}\n${DATASETS}`;
    expect(await evalConfigOf(yaml, { env: { WHO: 'x\ntimeout_seconds: 1' } })).toMatchObject({
      name: 'x\ntimeout_seconds: 1',
      timeout_seconds: 300,
    });
  });

  test('that are missing or empty are named together, with their places', async () => {
    const yaml = `name: \${WHO}\nsampling: {seed: "\${SEED}"}\n${DATASETS}`;
    expect((await refusalOf(yaml, { env: { SEED: '' } })).split('\n')).toEqual([
      '~/config/eval_it.yaml: name: ${WHO} is not set: set it in .env or in the environment',
      '~/config/eval_it.yaml: sampling.seed: ${SEED} is not set: set it in .env or in the environment',
    ]);
  });

  test('that name secrets never get into an input', async () => {
    const env = { OPENAI_EVAL_API_KEY: 'the value itself' };
    const judge = `llm_eval: {model: gpt-4o-mini, api_key: "\${OPENAI_EVAL_API_KEY}"}\n${DATASETS}`;
    expect(await evalConfigOf(judge, { env })).toMatchObject({
      llm_eval: { api_key: '${OPENAI_EVAL_API_KEY}' },
    });
    expect(await refusalOf(`name: \${OPENAI_EVAL_API_KEY}\n${DATASETS}`, { env })).toContain(
      'name: ${OPENAI_EVAL_API_KEY} names a secret',
    );
  });

  test('have no defaults', async () => {
    expect(await refusalOf(`name: \${WHO:-me}\n${DATASETS}`)).toContain('is no variable name');
  });
});

describe('keys without effect', () => {
  test('are warned of with file, key and reason, once a file', async () => {
    const yaml = `version: "1.0"\ndebate: true\nllm_eval: {enabled: true}\n${DATASETS}    weight: 2\n`;
    const { warnings } = await resolved(yaml);
    const [version, debate, judge, weight] = warnings.map((line) => line.replace(project, '~'));
    expect(version).toMatch(/^~\/config\/eval_it\.yaml: version has no effect: it is not read/);
    expect(debate).toContain('debate has no effect: only answers to questions are followed up');
    expect(judge).toContain(
      'llm_eval has no effect: its datasets are scored by rules in profile "corrected"',
    );
    expect(weight).toContain('datasets[0].weight has no effect: only strategy "weighted"');
    expect(warnings).toHaveLength(4);
  });

  test('are not warned of where they have one', async () => {
    const yaml = `debate: yes\nllm_eval: {enabled: yes}\n${DATASETS}    weight: 2\n`;
    const config = ', sampling_strategy: weighted, profile: compat';
    expect((await resolved(yaml, { config })).warnings).toEqual([]);
    expect((await resolved(`debate: no\n${DATASETS}`)).warnings).toEqual([]);
    const judged = 'llm_eval: {model: m}\ndatasets: [{type: prbench}]\n';
    expect((await resolved(judged)).warnings).toEqual([]);
  });

  test('of a judge that is switched off are all of them', async () => {
    const { warnings } = await resolved('llm_eval: {enabled: no}\ndatasets: [{type: prbench}]\n');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('llm_eval has no effect: it is switched off by "enabled"');
  });

  test('of BizFinBench are its path and the names that do not exist', async () => {
    const yaml =
      'datasets: [{type: bizfinbench, path: x, task_types: [stock_price_predict, Financial_Time_Reasoning, financial_report_analysis], languages: [en, fr]}]';
    const { warnings } = await resolved(yaml);
    expect(warnings.map((line) => line.replace(/^.*yaml: | has no.*$/g, ''))).toEqual([
      'datasets[0].path',
      'datasets[0].task_types',
      'datasets[0].languages',
      'datasets[0].languages',
    ]);
    expect(warnings.join()).toContain('"Financial_Time_Reasoning" does not exist');
    expect(warnings.join()).toContain('"financial_report_analysis" does not exist in en');
  });

  test('of GDPval are its cache folder, and a repository beside a path', async () => {
    const yaml =
      'datasets: [{type: gdpval, cache_dir: x, hf_dataset: a/b, local_path: y}, {type: gdpval}]';
    const { warnings } = await resolved(yaml);
    expect(warnings.map((line) => line.replace(/^.*yaml: | has no.*$/g, ''))).toEqual([
      'datasets[0].cache_dir',
      'datasets[0].hf_dataset',
    ]);
  });
});

test('keys without effect of crypto are named with what has one', async () => {
  const yaml =
    'datasets: [{type: crypto, cache_dir: c, hidden_seed_config: h, evaluation: {meta_transforms: [identity, mirror]}}]';
  const { warnings } = await resolved(yaml);
  expect(warnings.map((line) => line.replace(/^.*yaml: | has no effect/g, ''))).toEqual([
    'datasets[0].cache_dir: only "remote_manifest" downloads anything',
    'datasets[0].hidden_seed_config: hidden windows of candle files are drawn by "window_seed"',
    expect.stringMatching(
      /evaluation\.meta_transforms: "mirror" does not exist; there are identity/,
    ),
  ]);
});

test('what shapes only the original’s market score is warned of where only skill is scored', async () => {
  const yaml =
    'datasets: [{type: crypto, scenarios: shipped, evaluation: {metric_weights: {sharpe: 1}, return_cap: 0.5}}]';
  const warned = async (config = '') => (await resolved(yaml, { config })).warnings;
  expect(await warned()).toEqual([
    expect.stringMatching(/evaluation\.metric_weights has no effect: only profile "compat"/),
  ]);
  expect(await warned(', profile: both')).toEqual([]);
});

describe('datasets', () => {
  test.each(['bizfinbench', 'prbench', 'gdpval'])(
    'of type %s are read and can run',
    async (type) => {
      const found = await resolved(`${DATASETS}  - {type: ${type}, shuffle: yes}\n`);
      expect(found.start.configs[0]?.eval_config).toMatchObject({
        datasets: [{ type: 'synthetic' }, { type, shuffle: true }],
      });
      expect(() => refuseUnbuilt(found)).not.toThrow();
    },
  );

  test('of files of one’s own lie beside the eval config or in its project', async () => {
    await mkdir(join(project, 'data/prbench'), { recursive: true });
    const yaml =
      'datasets: [{type: prbench, local_path: data/prbench}, {type: public_csv, path: public.csv}]';
    expect(await evalConfigOf(yaml)).toMatchObject({
      datasets: [
        { local_path: join(project, 'data/prbench') },
        { path: join(project, 'config/public.csv') },
      ],
    });
  });

  test('of candles in a database are refused with what to do instead', async () => {
    const found = await resolved(`${DATASETS}  - {type: crypto, pg_enabled: yes}\n`);
    expect(() => refuseUnbuilt(found)).toThrow(
      /datasets\[1\]\.pg_enabled: .* export them to CSV or Parquet files .*"window_seed"/,
    );
  });

  test('of scenarios lie in the project, unless they are made', async () => {
    await mkdir(join(project, 'data/crypto/scenarios'), { recursive: true });
    const path = join(project, 'data/crypto/scenarios');
    expect(await evalConfigOf('datasets: [{type: crypto}]')).toMatchObject({
      datasets: [{ path }],
    });
    const made = await evalConfigOf('datasets: [{type: crypto, scenarios: shipped}]');
    expect(made).not.toHaveProperty('datasets.0.path');
  });

  test('of options questions lie beside the eval config or in its project', async () => {
    const path = join(project, 'data/options/questions.json');
    for (const yaml of ['{type: options}', '{type: options, path: data/options/questions.json}']) {
      expect(await evalConfigOf(`datasets: [${yaml}]`)).toMatchObject({ datasets: [{ path }] });
    }
  });

  test.each([
    ['{type: legal_csv, path: x}', /type: found "legal_csv"; allowed: synthetic, options/],
    ['{type: public_csv}', /path: missing/],
    ['{type: crypto, evaluation: {sharp_cap: 1}}', /sharp_cap: unknown key.*"sharpe_cap"/],
    ['{type: crypto, evaluation: {slippage_range: [0.2, 0.1]}}', /give the smaller value first/],
    ['{type: prbench, limit: -1}', /limit: found -1; expected at least 0/],
    ['{type: crypto, pg_password: hunter22}', /pg_password: found a value that is not shown/],
    ['{type: options, path: a, generate: {seed: 1, count: 1}}', /either "path".*or "generate"/],
    ['{type: crypto, path: a, generate: {seed: 1, count: 1}}', /take the scenarios from one place/],
    ['{type: crypto, path: a, scenarios: shipped}', /take the scenarios from one place/],
    ['{type: crypto, bars: 3, window_seed: 4}', /either by "bars" or into the hidden windows/],
    ['{type: crypto, window_min_bars: 3, window_max_bars: 2}', /window_min_bars that is not above/],
    ['{type: crypto, generate: {seed: 1, count: 1, timeframes: [2m]}}', /allowed: 1m, 5m, 15m, 1h/],
    [
      '{type: options, categories: [Greeks Analysis], generate: {seed: 1, count: 1}}',
      /categories: put the categories of a generated set under "generate"/,
    ],
  ])('written %s are refused', async (dataset, says) => {
    expect(await refusalOf(`datasets:\n  - ${dataset}\n`)).toMatch(says);
  });
});
