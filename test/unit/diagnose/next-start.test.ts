import { expect, test } from 'vitest';
import { nextStep } from '../../../src/cli/deploy/next-start.ts';
import { shellWord } from '../../../src/cli/shell-word.ts';
import { diagnoseLog } from '../../../src/domain/deployment/diagnose/diagnose-log.ts';
import { servedBy } from '../../support/fake-engine.ts';
import { SERVER_LOGS } from '../../support/server-logs.ts';

const diagnosisOf = (text: string) => diagnoseLog(text, { engine: 'vllm', phase: 'starting' });
const logOf = (name: string): string => SERVER_LOGS.find((log) => log.name === name)?.text ?? '';
const stepOf = (name: string, contextMin = 4096) =>
  nextStep(diagnosisOf(logOf(name)), logOf(name), undefined, contextMin);

test('the log of a cache too small on an H100 leads to half the context, as a whole command', () => {
  expect(stepOf('gpu/err-cache-too-small')).toEqual({
    start: {
      ...{ code: 'shorter-context', from: '--max-model-len 40960', to: '--max-model-len 20480' },
      command: [
        ...['vllm', 'serve', 'models/qwen3-32b', '--served-model-name', 'qwen3-32b'],
        ...['--host', '127.0.0.1', '--port', '8000'],
        ...['--enable-auto-tool-choice', '--tool-call-parser', 'hermes'],
        ...['--max-model-len', '20480', '--load-format', 'dummy', '--reasoning-parser', 'qwen3'],
        ...['--gpu-memory-utilization', '0.9', '--max-num-seqs', '1'],
      ],
    },
  });
});

test('the context that the questions need is kept: then other flags change, or none', () => {
  expect(stepOf('gpu/err-cuda-oom-at-load', 8192)).toEqual({
    start: undefined,
    why: 'no flag is left to change (the context stays at 8192 tokens or more)',
  });
  expect(stepOf('gpu/err-cache-too-small', 30_000)).toMatchObject({
    start: { to: '--max-model-len 30000' },
  });
});

test.each(SERVER_LOGS.map(({ name, text }) => [name, text] as const))(
  'what is shown for %s is one of the repairs of its cause, or why there is none',
  (name, text) => {
    const diagnosis = diagnosisOf(text);
    const step = nextStep(diagnosis, text, undefined, 4096);
    if (step.start === undefined) {
      const isForPeople = diagnosis.repairs.length === 0;
      expect(step.why === 'only a person can mend this', name).toBe(isForPeople);
    } else {
      expect(diagnosis.repairs).toContain(step.start.code);
      expect(step.start.command.join(' ')).toContain(step.start.to);
    }
  },
);

test('a deployment on record is repaired as it was deployed, whatever its log says', () => {
  const log = logOf('recorded/err-kv-cache-too-small');
  const deployed = servedBy({}, { context: 16384, flags: ['--max-model-len', '16384'] });
  expect(nextStep(diagnosisOf(log), log, deployed, 4096)).toMatchObject({
    start: {
      from: '--max-model-len 16384',
      command: [
        'vllm',
        'serve',
        'owner/tiny-1b',
        ...Array(6).fill(expect.any(String)),
        '--max-model-len',
        '8192',
      ],
    },
  });
  expect(nextStep(diagnosisOf(log), log, undefined, 4096)).toMatchObject({
    why: 'the log does not say with which flags it started',
  });
});

test('TensorRT-LLM is told in its own spelling', () => {
  const log = logOf('recorded/err-kv-cache-too-small');
  const flags = ['--max_seq_len', '16384'];
  const deployed = servedBy({}, { engine: 'tensorrt-llm', context: 16384, flags });
  expect(nextStep(diagnosisOf(log), log, deployed, 4096)).toMatchObject({
    start: {
      command: [
        'trtllm-serve',
        'owner/tiny-1b',
        ...Array(4).fill(expect.any(String)),
        '--max_seq_len',
        '8192',
      ],
    },
  });
});

test('words of a command are quoted where a shell would take them apart', () => {
  expect(['--port', '8000', '{"x":1}', "it's"].map(shellWord)).toEqual([
    ...['--port', '8000', `'{"x":1}'`, String.raw`'it'\''s'`],
  ]);
});
