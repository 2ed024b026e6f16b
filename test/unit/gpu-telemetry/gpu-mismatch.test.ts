import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../../src/adapters/catalogue/read-catalogue.ts';
import { parseGpus } from '../../../src/adapters/telemetry/found-gpus.ts';
import { parseGpuSet } from '../../../src/domain/deployment/plan/gpu-set.ts';
import {
  describeFound,
  gpuMismatch,
} from '../../../src/domain/deployment/telemetry/gpu-mismatch.ts';

const { gpus } = await readCatalogue(join(import.meta.dirname, '../../../config'));
const mismatch = (set: string, name: string, memoryMib: number, count = 1) =>
  gpuMismatch(
    parseGpuSet(set, gpus),
    Array.from({ length: count }, () => ({ name, memoryMib })),
  );

/** As drivers name and measure them. */
const KNOWN = [
  ['1xrtx3090-24', 'NVIDIA GeForce RTX 3090', 24_576],
  ['1xrtx4080-16', 'NVIDIA GeForce RTX 4080', 16_376],
  ['1xrtx4090-24', 'NVIDIA GeForce RTX 4090', 24_564],
  ['1xa10g-24', 'NVIDIA A10G', 23_028],
  ['1xa6000-48', 'NVIDIA RTX A6000', 49_140],
  ['1xl40s-48', 'NVIDIA L40S', 46_068],
  ['1xa100-40', 'NVIDIA A100-SXM4-40GB', 40_960],
  ['1xa100-80', 'NVIDIA A100 80GB PCIe', 81_920],
  ['1xh100-80', 'NVIDIA H100 80GB HBM3', 81_559],
  ['1xgh200-96', 'NVIDIA GH200 480GB', 97_871],
  ['1xh200-141', 'NVIDIA H200', 143_771],
  ['1xb200-192', 'NVIDIA B200', 183_359],
] as const;

describe('GPUs that were named', () => {
  test.each(KNOWN)('%s are "%s"', (set, name, memoryMib) => {
    expect(mismatch(set, name, memoryMib)).toBeUndefined();
  });

  test('are no others that the catalogue knows', () => {
    for (const [set, name, memoryMib] of KNOWN) {
      const others = KNOWN.filter(([other]) => other !== set);
      for (const [other] of others) expect(mismatch(other, name, memoryMib)).toBeDefined();
    }
  });

  test('must be as many', () => {
    expect(mismatch('8xh100-80', 'NVIDIA H100 80GB HBM3', 81_559, 4)).toBe(
      '8 were named, 4 are there',
    );
  });

  test('must have their memory, whatever they are called', () => {
    expect(mismatch('1xa100-80', 'NVIDIA A100-SXM4-40GB', 40_960)).toBe(
      '"NVIDIA A100-SXM4-40GB" with 40960 MiB is no A100 80 GB, which has 81050 MiB',
    );
  });
});

test('equal GPUs are told together', () => {
  const l4 = { name: 'NVIDIA L4', memoryMib: 23_034 };
  expect(describeFound([l4, { name: 'NVIDIA T4', memoryMib: 15_360 }, l4])).toBe(
    '2 x NVIDIA L4 (23034 MiB), 1 x NVIDIA T4 (15360 MiB)',
  );
  expect(describeFound([])).toBe('no GPU');
});

test('GPUs that servers would not see are left out, by index or by UUID', () => {
  const csv = [
    '0, GPU-aaaa1111, NVIDIA A, 100',
    '1, GPU-bbbb2222, NVIDIA B, 200',
    '2, GPU-cccc3333, NVIDIA C, 300',
    'a line that is no row',
  ].join('\n');
  const names = (visible?: string) => parseGpus(csv, visible).map(({ name }) => name);
  expect(names()).toEqual(['NVIDIA A', 'NVIDIA B', 'NVIDIA C']);
  expect(names('0,2')).toEqual(['NVIDIA A', 'NVIDIA C']);
  expect(names('GPU-bbbb')).toEqual(['NVIDIA B']);
  expect(names('')).toEqual([]);
});
