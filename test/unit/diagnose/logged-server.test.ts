import { expect, test } from 'vitest';
import { loggedServer } from '../../../src/domain/deployment/diagnose/logged-server.ts';
import { SERVER_LOGS } from '../../support/server-logs.ts';

const logOf = (name: string): string => {
  const found = SERVER_LOGS.find((log) => log.name === name);
  if (found === undefined) throw new Error(`no log ${name}`);
  return found.text;
};
const line = (args: string): string => `INFO 11-28 06:08:20 [utils.py:1] non-default args: ${args}`;

test('a log of vLLM on a GPU tells what it served, and with which flags', () => {
  expect(loggedServer(logOf('gpu/err-cache-too-small'))).toEqual({
    isContextKnown: true,
    deployment: {
      ...{ engine: 'vllm', model: 'qwen3-32b', checkpoint: 'models/qwen3-32b' },
      ...{ launcher: 'process', environment: {}, context: 40960, slots: 1 },
      flags: [
        ...['--enable-auto-tool-choice', '--tool-call-parser', 'hermes'],
        ...['--max-model-len', '40960', '--load-format', 'dummy', '--reasoning-parser', 'qwen3'],
        ...['--gpu-memory-utilization', '0.9', '--max-num-seqs', '1'],
      ],
    },
  });
});

test('every log of the GPU set tells it; those without the line tell nothing', () => {
  for (const { name, text } of SERVER_LOGS) {
    const tells = text.includes('non-default args');
    expect(loggedServer(text) !== undefined, name).toBe(tells);
    if (name.startsWith('gpu/')) expect(tells, name).toBe(true);
  }
});

test('of several starts the last one counts', () => {
  const log = [line(`{'model_tag': 'a', 'max_model_len': 1}`), line(`{'model_tag': 'b'}`)].join(
    '\n',
  );
  expect(loggedServer(log)?.deployment.checkpoint).toBe('b');
});

test('a context that was not given is the one that the engine took', () => {
  const log = `${line(`{'model_tag': 'o/m'}`)}\nUsing max model len 8192\n`;
  expect(loggedServer(log)).toMatchObject({
    isContextKnown: true,
    deployment: { context: 8192, flags: [] },
  });
  expect(loggedServer(line(`{'model_tag': 'o/m'}`))).toMatchObject({ isContextKnown: false });
});

test('keys never come out of a log, and switches and lists read as they were typed', () => {
  const args = `{'model_tag': 'o/m', 'api_key': ['s3cret'], 'hf_token': 's3cret', 'port': 8001, 'enable_prefix_caching': False, 'allowed_origins': ['a', 'b'], 'override': {'x': 1}}`;
  expect(loggedServer(line(args))?.deployment.flags).toEqual([
    ...['--no-enable-prefix-caching', '--allowed-origins', 'a', 'b', '--override', '{"x":1}'],
  ]);
});

test('a line that was cut off tells nothing', () => {
  expect(loggedServer(line(`{'model_tag': 'o/m', 'max_mod`))).toBeUndefined();
});
