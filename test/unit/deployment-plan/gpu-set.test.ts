import { expect, test } from 'vitest';
import {
  defaultLayout,
  layoutsOf,
  parseGpuSet,
} from '../../../src/domain/deployment/plan/gpu-set.ts';
import { CATALOGUE, requestOf } from '../../support/catalogue.ts';

const parse = (text: string) => parseGpuSet(text, CATALOGUE.gpus);

test('a set is a count and a kind, whatever its case', () => {
  const { count, gpu } = parse(' 8xH100-80 ');
  expect({ count, id: gpu.id }).toEqual({ count: 8, id: 'h100-80' });
});

test.each([
  ['h100-80', /no set of GPUs/],
  ['0xh100-80', /a count of 1 to 1024/],
  ['9999xh100-80', /a count of 1 to 1024/],
  ['8xh10-80', /there is no GPU "h10-80" \(did you mean "h100-80"\?\)/],
])('"%s" is refused', (text, says) => {
  expect(() => parse(text)).toThrow(says);
});

test.each([
  ['4xh100-80', 4, 1],
  ['16xh100-80', 8, 2],
  ['12xh100-80', 12, 1],
  ['2xgh200-96', 1, 2],
])('%s is TP %i PP %i by default', (text, tensorParallel, pipelineParallel) => {
  expect(defaultLayout(parse(text))).toEqual({ tensorParallel, pipelineParallel });
});

test('layouts use all GPUs and keep tensor parallelism within a server, widest first', () => {
  const { model } = requestOf('qwen3-32b', '1xh100-80');
  const layouts = layoutsOf(parse('16xh100-80'), model);
  expect(layouts.map((layout) => Object.values(layout))).toEqual([
    [8, 2],
    [4, 4],
    [2, 8],
    [1, 16],
  ]);
});
