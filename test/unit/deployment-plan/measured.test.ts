import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanRequest } from '../../../src/domain/deployment/plan/facts.ts';
import { planDeployment } from '../../../src/domain/deployment/plan/plan-deployment.ts';
import { CATALOGUE, requestOf, type Wanted } from '../../support/catalogue.ts';

/** A start of vLLM on one H100, with what its log says, in GiB. */
interface Measured extends Wanted {
  readonly name: string;
  readonly model: string;
  readonly gpus: string;
  /** Fewer layers of a model that does not fit, and the bytes of those. */
  readonly cut?: { readonly layers: number; readonly bytes: number };
  readonly settings: { readonly maxNumSeqs: number; readonly cudaGraphs: boolean };
  readonly served?: {
    readonly weightsGib: number;
    readonly kvGib: number;
    readonly kvTokens: number;
    readonly nvidiaSmiMib: number;
  };
  readonly failed?: { readonly text: string };
}

const FILE = join(import.meta.dirname, '../../fixtures/deployment/measured-h100.json');
const MEASURED: {
  readonly cudaTotalBytes: number;
  readonly freeGibAtStart: number;
  readonly cases: readonly Measured[];
} = JSON.parse(readFileSync(FILE, 'utf8'));
const GIB = 2 ** 30;

function requestFor({ model, gpus, cut, name: _, settings, served, failed, ...wanted }: Measured) {
  const request: PlanRequest = requestOf(model, gpus, wanted);
  if (cut === undefined) return request;
  return {
    ...request,
    model: { ...request.model, layers: cut.layers },
    checkpoint: { ...request.checkpoint, bytes: cut.bytes },
  };
}

const SERVED = MEASURED.cases.flatMap((measured) =>
  measured.served === undefined ? [] : [{ ...measured, reported: measured.served }],
);
/** Its length is the longest that vLLM says it can hold: no estimate can be that near. */
const AT_THE_EDGE = 'qwen3-32b-at-estimate';

describe('of a server that came up on an H100', () => {
  const within = SERVED.filter(({ name }) => name !== AT_THE_EDGE);
  test.each(within)('$name: the planner lets it start', ({ reported: _, ...measured }) => {
    const { verdict, checks } = planDeployment(requestFor(measured));
    expect(verdict, checks.map(({ text }) => text).join('\n')).not.toBe('fails');
  });

  test.each(SERVED)(
    '$name: the weights are right to 1 %, made FP8 while loading to 5 %',
    ({ reported, ...measured }) => {
      const { weights } = planDeployment(requestFor(measured)).memory;
      const bound = measured.quantization === undefined ? 0.01 : 0.05;
      expect(Math.abs(weights / (reported.weightsGib * GIB) - 1)).toBeLessThan(bound);
    },
  );

  test.each(SERVED)(
    '$name: the bytes of a token are right but for rounding',
    ({ reported, ...measured }) => {
      const { kvPerToken } = planDeployment(requestFor(measured)).memory;
      expect(Math.abs((reported.kvGib * GIB) / reported.kvTokens / kvPerToken - 1)).toBeLessThan(
        0.005,
      );
    },
  );

  test.each(SERVED)(
    '$name: the cache is right to 0.7 % of the budget',
    ({ reported, ...measured }) => {
      const { kv, budget } = planDeployment(requestFor(measured)).memory;
      expect(Math.abs(kv - reported.kvGib * GIB) / budget).toBeLessThan(0.007);
    },
  );
});

const failing = (name: string) => {
  const measured = MEASURED.cases.find((each) => each.name === name);
  if (measured?.failed === undefined) throw new Error(`no failed start ${name}`);
  return { said: measured.failed.text, failing: planDeployment(requestFor(measured)).failing };
};

test('a sequence longer than the cache is refused by both', () => {
  const { said, failing: codes } = failing('qwen3-32b-cache-too-small');
  expect(said).toContain('10.0 GiB KV cache is needed');
  expect(codes).toEqual(['KV']);
});

test('the longest sequence that the server can hold is refused by the planner: it errs to the safe side', () => {
  const edge = SERVED.find(({ name }) => name === AT_THE_EDGE);
  if (edge === undefined) throw new Error(`no start ${AT_THE_EDGE}`);
  const { memory, failing: codes } = planDeployment(requestFor(edge));
  expect(codes).toEqual(['KV']);
  expect(memory.kvPerSequence - memory.kv).toBeLessThan(0.004 * memory.budget);
});

test('weights beyond the memory are refused by both', () => {
  const { said, failing: codes } = failing('llama-3.1-70b-oom-at-load');
  expect(said).toContain('CUDA out of memory');
  expect(codes).toEqual(['MEM']);
});

test('a share of the memory that is not free is refused by both, with the arithmetic', () => {
  const { said, failing: codes } = failing('utilisation-beyond-free-memory');
  expect(said).toContain('Free memory on device cuda:0 (78.66/79.18 GiB)');
  expect(codes).toEqual(['FREE']);
});

test('what vLLM found free on the idle H100 is what the planner holds to be free', () => {
  const free = (MEASURED.freeGibAtStart * GIB) / MEASURED.cudaTotalBytes;
  const verdictAt = (utilisation: number) =>
    planDeployment(requestOf('llama-3.1-8b', '1xh100-80', { maxLen: 8192, utilisation })).failing;
  expect(verdictAt(free - 0.0003)).toEqual([]);
  expect(verdictAt(free + 0.0003)).toEqual(['FREE']);
});

test('the H100 of the catalogue has the memory that CUDA reports', () => {
  const h100 = CATALOGUE.gpus.find(({ id }) => id === 'h100-80');
  expect(h100?.hbmBytes).toBe(MEASURED.cudaTotalBytes);
});
