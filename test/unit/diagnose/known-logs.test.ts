import { expect, test } from 'vitest';
import { diagnoseLog } from '../../../src/domain/deployment/diagnose/diagnose-log.ts';
import { SERVER_LOGS } from '../../support/server-logs.ts';

test.each(SERVER_LOGS)('$name ends by $cause', ({ text, cause, exitCode }) => {
  const ending = { engine: 'vllm', phase: 'starting', ...(exitCode !== undefined && { exitCode }) };
  const diagnosis = diagnoseLog(text, ending as Parameters<typeof diagnoseLog>[1]);
  expect(diagnosis.cause).toBe(cause);
  expect(diagnosis.remedy).not.toBe('');
  const lines = text.split('\n');
  for (const { line, text: shown } of diagnosis.evidence) expect(lines[line - 1]).toContain(shown);
});
