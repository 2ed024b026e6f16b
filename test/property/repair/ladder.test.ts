import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_CAUSES } from '../../../src/domain/deployment/diagnose/causes.ts';
import {
  flagValue,
  withFlag,
  withoutFlag,
} from '../../../src/domain/deployment/repair/engine-flags.ts';
import { nextRepair } from '../../../src/domain/deployment/repair/next-repair.ts';
import type { RepairBounds, Repaired } from '../../../src/domain/deployment/repair/repair-step.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';

const RUNS = { seed: 60, numRuns: 300 };
const anyFlags = fc
  .array(
    fc.constantFrom(
      ['--max-model-len', '9000'],
      ['--max-num-seqs=64'],
      ['--gpu-memory-utilization', '0.95'],
      ['--kv-cache-dtype', 'fp8'],
      ['--max_seq_len', '9000'],
      ['--kv_cache_free_gpu_memory_fraction=0.9'],
      ['--trust-remote-code'],
    ),
    { maxLength: 6 },
  )
  .map((flags) => flags.flat());
const anyDeployment: fc.Arbitrary<ServedDeployment> = fc
  .record({
    engine: fc.constantFrom('vllm' as const, 'tensorrt-llm' as const),
    flags: anyFlags,
    context: fc.integer({ min: 1024, max: 200_000 }),
    slots: fc.integer({ min: 1, max: 64 }),
  })
  .map((some) => ({
    model: 'm',
    checkpoint: 'o/m',
    launcher: 'process',
    environment: {},
    ...some,
  }));
const anyBounds: fc.Arbitrary<RepairBounds> = fc.record({
  contextMin: fc.integer({ min: 512, max: 50_000 }),
  fallbacks: fc.array(anyDeployment, { maxLength: 2 }),
  stepsMax: fc.integer({ min: 0, max: 40 }),
});
const anyCause = fc.constantFrom(...ALL_CAUSES);

/** The ladder to its end. */
function climb(start: ServedDeployment, cause: (typeof ALL_CAUSES)[number], bounds: RepairBounds) {
  const taken: Repaired[] = [];
  for (let deployment = start; ; ) {
    const steps = taken.map(({ step }) => step);
    const next = nextRepair(deployment, { ...cause, cause: cause.code }, steps, bounds);
    if (next === undefined) return taken;
    taken.push(next);
    deployment = next.deployment;
  }
}

test('the ladder ends, within its bound, and is the same each time', () => {
  fc.assert(
    fc.property(anyDeployment, anyCause, anyBounds, (start, cause, bounds) => {
      const taken = climb(start, cause, bounds);
      expect(taken.length).toBeLessThanOrEqual(bounds.stepsMax);
      expect(climb(start, cause, bounds)).toEqual(taken);
      for (const { step } of taken) expect(cause.repairs).toContain(step.code);
    }),
    RUNS,
  );
});

test('between recipes a step never asks for more, and never for less context than is needed', () => {
  fc.assert(
    fc.property(anyDeployment, anyCause, anyBounds, (start, cause, bounds) => {
      let before = start;
      for (const { deployment, step } of climb(start, cause, bounds)) {
        if (step.code === 'shorter-context' || step.code === 'next-recipe') {
          expect(deployment.context).toBeGreaterThanOrEqual(bounds.contextMin);
        }
        if (step.code !== 'next-recipe') {
          expect(deployment.context).toBeLessThanOrEqual(before.context);
          expect(deployment.slots).toBeLessThanOrEqual(before.slots);
          expect(deployment).not.toEqual(before);
        }
        before = deployment;
      }
    }),
    RUNS,
  );
});

test('a flag that is set reads back and leaves the others as they were', () => {
  fc.assert(
    fc.property(anyFlags, fc.nat().map(String), (flags, value) => {
      const names = ['--max-num-seqs'] as const;
      const edited = withFlag(flags, names, value);
      expect(flagValue(edited, ['--max_num_seqs'])).toBe(value);
      expect(withoutFlag(edited, names)).toEqual(withoutFlag(flags, names));
    }),
    RUNS,
  );
});
