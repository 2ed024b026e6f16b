import { expect, test } from 'vitest';
import { diagnoseLog } from '../../../src/domain/deployment/diagnose/diagnose-log.ts';

const START = { engine: 'vllm', phase: 'starting' } as const;
const worker = (text: string) => `(Worker pid=7) ERROR 01-01 00:00:01 [x.py:1] ${text}`;
const api = (text: string) => `(APIServer pid=1) ERROR 01-01 00:00:01 [x.py:1] ${text}`;

test("a worker's error is the root cause although another known line stands first", () => {
  const log = [
    api('OSError: [Errno 98] Address already in use'),
    worker('RuntimeError: CUDA out of memory. Tried to allocate 2 GiB'),
  ].join('\n');
  expect(diagnoseLog(log, START)).toMatchObject({
    cause: 'cuda-out-of-memory',
    evidence: [{ line: 2 }],
  });
});

test('an error after the request to stop is no failure', () => {
  const log = [
    '(EngineCore pid=3) INFO 01-01 00:00:01 [core.py:1] [shutdown] EngineCore: trigger received signal=SIGTERM',
    api('vllm.v1.engine.exceptions.EngineDeadError: EngineCore encountered an issue.'),
    'UserWarning: resource_tracker: There appear to be 1 leaked semaphore objects',
  ].join('\n');
  expect(diagnoseLog(log, START)).toMatchObject({ cause: 'clean-shutdown', repairs: [] });
});

test('the same error without a request to stop is a dead engine', () => {
  const log = api('vllm.v1.engine.exceptions.EngineDeadError: EngineCore encountered an issue.');
  expect(diagnoseLog(log, START)).toMatchObject({ cause: 'engine-died', confidence: 'medium' });
});

test('only the last start of a log that is appended to counts', () => {
  const log = [
    '(APIServer pid=1) INFO 01-01 00:00:01 [a.py:1]  █  version 0.32.0',
    worker('RuntimeError: CUDA out of memory'),
    'INFO:     Shutting down',
    '(APIServer pid=2) INFO 01-01 00:00:09 [a.py:1]  █  version 0.32.0',
    'OSError: [Errno 98] Address already in use',
  ].join('\n');
  expect(diagnoseLog(log, START)).toMatchObject({ cause: 'port-in-use', evidence: [{ line: 5 }] });
});

test('memory that ran out while graphs were recorded is not memory that was too small', () => {
  const log = [
    'Capturing CUDA graphs (decode)',
    worker('torch.OutOfMemoryError: CUDA out of memory'),
  ];
  expect(diagnoseLog(log.join('\n'), START).cause).toBe('cuda-out-of-memory-serving');
});

test('an unknown log shows the first exceptions of workers, not its last lines', () => {
  const log = [
    'ValueError: of another process',
    worker('KeyError: the one that matters'),
    'RuntimeError: Engine core initialization failed. See root cause above.',
  ].join('\n');
  expect(diagnoseLog(log, START)).toMatchObject({
    cause: 'unknown',
    confidence: 'low',
    evidence: [{ line: 2, text: 'KeyError: the one that matters' }],
  });
});

test('an empty log of a killed server says that it was killed', () => {
  const killed = diagnoseLog('', { ...START, signal: 'SIGKILL' });
  expect(killed).toMatchObject({ cause: 'killed', evidence: [], confidence: 'low' });
});
