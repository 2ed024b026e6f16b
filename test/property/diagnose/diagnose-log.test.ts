import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_CAUSES } from '../../../src/domain/deployment/diagnose/causes.ts';
import { diagnoseLog } from '../../../src/domain/deployment/diagnose/diagnose-log.ts';
import type { Ending } from '../../../src/domain/deployment/diagnose/diagnosis.ts';
import { SERVER_LOGS } from '../../support/server-logs.ts';

const anyEnding = fc.record<Ending>({
  engine: fc.constantFrom('vllm', 'tensorrt-llm'),
  phase: fc.constantFrom('starting', 'serving'),
});
const ALL_LINES = SERVER_LOGS.flatMap(({ text }) => text.split('\n'));
const anyLog = fc.oneof(
  fc.string({ maxLength: 400, unit: 'binary' }),
  fc.array(fc.constantFrom(...ALL_LINES), { maxLength: 30 }).map((lines) => lines.join('\n')),
  fc
    .tuple(fc.constantFrom(...SERVER_LOGS), fc.nat(), fc.nat())
    .map(([{ text }, from, to]) => text.slice(from % text.length, to % text.length)),
);

test('whatever the log, a cause that is claimed has lines with its words', () => {
  fc.assert(
    fc.property(anyLog, anyEnding, (log, ending) => {
      const { cause, evidence, repairs } = diagnoseLog(log, ending);
      if (cause === 'unknown') {
        expect(repairs).toEqual([]);
        return;
      }
      const known = ALL_CAUSES.find(({ code }) => code === cause);
      expect(evidence.length).toBeGreaterThan(0);
      for (const { text } of evidence) {
        expect(known?.patterns.some((pattern) => pattern.test(text))).toBe(true);
      }
    }),
    { seed: 50, numRuns: 400 },
  );
});

test('equal logs have equal diagnoses, with carriage returns or without', () => {
  fc.assert(
    fc.property(anyLog, anyEnding, (log, ending) => {
      const unix = log.replaceAll('\r', '');
      expect(diagnoseLog(unix.replaceAll('\n', '\r\n'), ending)).toEqual(diagnoseLog(unix, ending));
    }),
    { seed: 51, numRuns: 200 },
  );
});

test('codes are unique', () => {
  const codes = ALL_CAUSES.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
