import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../../src/domain/errors.ts';
import { parseEnvironment } from '../../../src/settings/environment.ts';
import { loadSettings } from '../../../src/settings/load-settings.ts';
import { PACKAGE_ROOT } from '../../../src/settings/package-root.ts';
import { readSettings, settingsEnvironment } from '../../../src/settings/read-settings.ts';

const HOME = '/home/someone';
const read = (env: Record<string, string>, dotenv: Record<string, string> = {}, cwd = '/project') =>
  readSettings({ env: { HOME, ...env }, dotenv, cwd });

describe('settings', () => {
  test('default to folders of the working directory and the user cache', () => {
    expect(read({})).toMatchObject({
      dataRoot: '/project/.durabench',
      resultsDir: '/project/results',
      experimentsRoot: '/project/experiments',
      cacheDir: '/home/someone/.cache/durabench',
      temporal: { address: undefined, namespace: 'default' },
    });
  });

  test('take the process environment before .env', () => {
    const settings = read(
      { DURABENCH_ROOT: '/data', TEMPORAL_ADDRESS: 'a:7233' },
      { DURABENCH_ROOT: '/other', DURABENCH_RESULTS_DIR: 'out', TEMPORAL_ADDRESS: 'b:7233' },
    );
    expect(settings).toMatchObject({ dataRoot: '/data', resultsDir: '/project/out' });
    expect(settings.temporal.address).toBe('a:7233');
  });

  test('refuse an unknown variable, naming its place and the nearest known one', () => {
    expect(() => read({}, { DURABENCH_ROOTS: '/data' })).toThrow(
      'DURABENCH_ROOTS (in .env) is no known variable (did you mean "DURABENCH_ROOT"?)',
    );
  });

  test('report every problem at once', () => {
    const broken = { DURABENCH_LOG_LEVEL: 'loud', DURABENCH_ROOT: '', DURABENCH_FROBNICATE: '1' };
    expect(() => read(broken)).toThrow(ConfigurationError);
    expect(() => read(broken)).toThrow(
      /FROBNICATE \(in the environment\).*\n.*ROOT \(in the environment\) is empty.*\n.*LOG_LEVEL.*must be one of trace/,
    );
  });

  test('hold no key or certificate of the Temporal connection', () => {
    const secrets = { TEMPORAL_API_KEY: 's3cret', TEMPORAL_TLS_CLIENT_KEY_DATA: 's3cret' };
    const settings = read({ TEMPORAL_ADDRESS: 'a:7233', OPENAI_API_KEY: 's3cret', ...secrets });
    expect(JSON.stringify(settings)).not.toContain('s3cret');
  });

  test('read an empty variable of a .env template as unset', () => {
    expect(read({}, { TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' }).temporal).toMatchObject({
      address: undefined,
      namespace: 'default',
    });
  });

  test('stay the same in a process that starts in another folder', () => {
    const engines = { DURABENCH_VLLM: 'bin/vllm', DURABENCH_TRTLLM: 'trtllm-next' };
    const settings = read({ DURABENCH_ROOT: 'state', DURABENCH_LOG_LEVEL: 'debug', ...engines });
    expect(settings.engines.vllm).toMatch(/^\/.*\/bin\/vllm$/);
    expect(settings.engines.trtllm).toBe('trtllm-next');
    expect(read({ ...settingsEnvironment(settings) }, {}, '/elsewhere')).toEqual(settings);
  });
});

describe('settings of a folder', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'durabench-settings-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  test('come from a profile of the Temporal client configuration', () => {
    const file = join(cwd, 'temporal.toml');
    writeFileSync(file, '[profile.prod]\naddress = "prod:7233"\nnamespace = "finance"\n');
    const { temporal } = read({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'prod' });
    expect(temporal).toMatchObject({ address: 'prod:7233', namespace: 'finance' });
    expect(() => read({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'pord' })).toThrow(
      /Profile 'pord' not found.*TEMPORAL_PROFILE/,
    );
  });

  test('give --root the last word, and let .env fill the environment without overwriting it', () => {
    writeFileSync(join(cwd, '.env'), 'DURABENCH_ROOT=from-file\nJUDGE_KEY=file\nAGENT_KEY=file\n');
    const env: NodeJS.ProcessEnv = { HOME, AGENT_KEY: 'process' };
    expect(loadSettings(env, cwd, 'from-option').dataRoot).toBe(join(cwd, 'from-option'));
    expect(env).toMatchObject({ JUDGE_KEY: 'file', AGENT_KEY: 'process' });
  });
});

test('the example of .env can be copied as it is', () => {
  const example = readFileSync(join(PACKAGE_ROOT, '.env.example'), 'utf8');
  expect(parseEnvironment({}, parseEnv(example))).toMatchObject({ DURABENCH_OFFLINE: '0' });
});
