import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveExperiment } from '../../../src/adapters/experiments/experiments-file.ts';
import { listExperimentsFiles } from '../../../src/adapters/experiments/find-file.ts';
import { SuiteStartSchema } from '../../../src/contracts/suite-input.ts';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';

let project: string;
const roots = () => ({
  experimentsRoot: join(project, 'experiments'),
  configRoot: join(project, 'config'),
});
const overTheNetwork = () => ({ roots: roots(), env: {} });
const fromHere = (env = {}) => ({ roots: { ...roots(), cwd: project }, env });

const EVAL = 'name: Small\ndatasets:\n  - type: synthetic\n    path: questions.json\n';

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'durabench-experiments-'));
  await mkdir(join(project, 'experiments'));
  await mkdir(join(project, 'config'));
  await write('config/eval_small.yaml', EVAL);
  await write('experiments/pair.yaml', experiments(config('a'), config('b')));
  await write('outside.yaml', experiments(config('a')));
});
afterAll(() => rm(project, { recursive: true }));

const write = (path: string, text: string) => writeFile(join(project, path), text);
const config = (id: string, extra = '') =>
  `      - id: ${id}\n        agent: oracle\n        eval_config: eval_small.yaml\n${extra}`;
const experiments = (...configs: string[]) =>
  `experiments:\n  - name: core\n    configs:\n${configs.join('')}`;

/** The message of the refusal, with the project's folder left out. */
async function refusal(selection: Parameters<typeof resolveExperiment>[0]): Promise<string> {
  const error = await resolveExperiment(selection, fromHere()).catch((caught) => caught);
  expect(error).toHaveProperty('name', 'ConfigurationError');
  return String(error.message).replaceAll(project, '~');
}

async function refusalOf(text: string): Promise<string> {
  await write('experiments/bad.yaml', text);
  return refusal({ file: 'bad' });
}

describe('choosing what to run', () => {
  test('a bare name finds the file, inlines its eval configs and makes dataset paths absolute', async () => {
    const { start } = await resolveExperiment({ file: 'pair', runKey: 'k1' }, fromHere());
    expect(start).toMatchObject({ schemaVersion: 1, suite: 'core', runKey: 'k1' });
    expect(start.configs.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(start.configs[0]?.eval_config).toMatchObject({
      name: 'Small',
      datasets: [{ path: join(project, 'config/questions.json') }],
    });
  });

  test('the resolved input passes the schema of runSuite unchanged', async () => {
    const { start } = await resolveExperiment({ file: 'pair' }, fromHere());
    expect(SuiteStartSchema.parse(start)).toEqual(start);
  });

  test('the shipped experiments resolve', async () => {
    const shipped = {
      experimentsRoot: join(PACKAGE_ROOT, 'experiments'),
      configRoot: join(PACKAGE_ROOT, 'config'),
    };
    for (const file of await listExperimentsFiles([shipped.experimentsRoot])) {
      const resolved = await resolveExperiment({ file }, { roots: shipped, env: {} });
      expect(resolved.start.suite).toBe(file);
      expect(resolved.start.configs.length).toBeGreaterThan(2);
      expect(resolved.refusals).toEqual([]);
      // The large eval config weighs market metrics as the original's does, for profile compat.
      const others = resolved.warnings.filter((line) => !line.includes('only profile "compat"'));
      expect(others).toEqual([]);
    }
  });

  test('config ids choose configs in the order of the file', async () => {
    const { start } = await resolveExperiment({ file: 'pair', configIds: ['b', 'a'] }, fromHere());
    expect(start.configs.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('an unknown config id is refused with the nearest name, not run as nothing', async () => {
    await write('experiments/agents.yaml', experiments(config('oracle'), config('do-nothing')));
    expect(await refusal({ file: 'agents', configIds: ['orcale'] })).toBe(
      '~/experiments/agents.yaml: experiment "core" has no config "orcale" (did you mean "oracle"?); it holds: oracle, do-nothing',
    );
  });

  test('a file of several experiments asks which one', async () => {
    const second = experiments(config('c')).replace('experiments:\n', '').replace('core', 'other');
    await write('experiments/two.yaml', experiments(config('a')) + second);
    expect(await refusal({ file: 'two' })).toContain('choose one with --experiment: core, other');
    expect(await refusal({ file: 'two', experiment: 'othr' })).toContain('did you mean "other"?');
  });

  test('a misspelled file name suggests the files there are', async () => {
    expect(await refusal({ file: 'piar' })).toContain('did you mean "pair"?');
  });

  test('two configs of one id are refused', async () => {
    expect(await refusalOf(experiments(config('a'), config('a')))).toContain('two configs "a"');
  });
});

describe('where a file is wrong', () => {
  test('a YAML error names line and column', async () => {
    expect(await refusalOf('experiments:\n  - name: [core\n')).toMatch(
      /^~\/experiments\/bad\.yaml:3:1: /,
    );
  });

  test('a repeated key is an error, not a silent choice', async () => {
    expect(await refusalOf(experiments(config('a', '        agent: do-nothing\n')))).toMatch(
      /bad\.yaml:7:9: .*unique/,
    );
  });

  test('an unknown key names its place, the allowed keys and the nearest one', async () => {
    const message = await refusalOf(experiments(config('a', '        llm_temprature: 1\n')));
    expect(message).toMatch(
      /^~\/experiments\/bad\.yaml:7:9: experiments\[0\]\.configs\[0\]\.llm_temprature: unknown key \(did you mean "llm_temperature"\?\); allowed: id, llm_model, /,
    );
  });

  test('every problem of a file is named in one go', async () => {
    const extra = '        num_tasks: ten\n        coverage_min: 2\n';
    expect((await refusalOf(experiments(config('a', extra)))).split('\n')).toEqual([
      '~/experiments/bad.yaml:7:9: experiments[0].configs[0].num_tasks: found "ten"; expected a number',
      '~/experiments/bad.yaml:8:9: experiments[0].configs[0].coverage_min: found 2; expected at most 1',
    ]);
  });

  test('a missing key is placed at its nearest parent', async () => {
    expect(await refusalOf('experiments:\n  - name: core\n    configs:\n      - id: a\n')).toBe(
      '~/experiments/bad.yaml:4:9: experiments[0].configs[0].eval_config: missing; allowed: text, an object (key: value)',
    );
  });

  test('an error in an eval config names the eval config', async () => {
    await write('config/eval_bad.yaml', `${EVAL}timeout: 5\n`);
    const text = experiments(config('a')).replace('eval_small', 'eval_bad');
    expect(await refusalOf(text)).toBe(
      '~/config/eval_bad.yaml:5:1: timeout: unknown key (did you mean "timeout_seconds"?); allowed: name, version, datasets, sampling, debate, timeout_seconds, llm_eval',
    );
  });

  test('an eval config that is not there is reported with the folders searched', async () => {
    const text = experiments(config('a')).replace('eval_small', 'eval_none');
    const message = await refusalOf(text);
    expect(message).toContain('eval_config "eval_none.yaml" is not there');
    expect(message).toContain('~/config');
  });
});

describe('starts that come over the network', () => {
  test('read files below the experiments root', async () => {
    const { start } = await resolveExperiment({ file: 'pair.yaml' }, overTheNetwork());
    expect(start.suite).toBe('core');
  });

  test('may not leave the root by "..", an absolute path or a link', async () => {
    await symlink(join(project, 'outside.yaml'), join(project, 'experiments/link.yaml'));
    for (const file of ['../outside.yaml', join(project, 'outside.yaml'), 'link.yaml']) {
      await expect(resolveExperiment({ file }, overTheNetwork())).rejects.toThrow(
        'outside the experiments',
      );
    }
  });
});
