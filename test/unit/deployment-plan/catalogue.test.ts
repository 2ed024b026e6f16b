import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogue } from '../../../src/adapters/catalogue/read-catalogue.ts';
import { recipeRequest } from '../../../src/adapters/catalogue/recipe-request.ts';
import { parseYaml } from '../../../src/adapters/experiments/yaml-file.ts';
import { GpuCatalogueSchema } from '../../../src/contracts/catalogue/gpus.ts';
import { GpuRecipeSchema } from '../../../src/contracts/catalogue/recipe.ts';
import { CATALOGUE } from '../../support/catalogue.ts';

const RECIPE =
  'about: a\nengine: vllm\nmodel: qwen3-8b\ngpus: 1xh100-80\ntensorParallel: 1\nutilisation: 0.9\n';
const WORKS = 'expect: {verdict: works}\n';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-catalogue-'));
  const shipped = join(import.meta.dirname, '../../../config/catalogue');
  await cp(shipped, join(root, 'catalogue'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

async function planned(recipe: string) {
  await writeFile(join(root, 'catalogue/recipes/mine.yaml'), recipe);
  const catalogue = await readCatalogue(root);
  const mine = catalogue.recipes.find(({ id }) => id === 'mine');
  if (mine === undefined) throw new Error('mine was not read');
  return recipeRequest(mine, catalogue);
}

test('every entry of the guide and of the scripts has a recipe', () => {
  const ids = CATALOGUE.recipes.map(({ id }) => id);
  for (let entry = 1; entry <= 27; entry++) {
    const name = `g${String(entry).padStart(2, '0')}`;
    expect(
      ids.some((id) => id === name || id.startsWith(`${name}-`)),
      name,
    ).toBe(true);
  }
  expect(ids).toEqual(
    expect.arrayContaining([
      'qwen3-235b-b200',
      'deepseek-v3-b200',
      'deepseek-v3-fp8',
      'qwen3-235b',
      'qwen3-32b',
      'deepseek-v3',
      'qwen3-14b',
      'deepseek-r1',
      'llama3.1-70b',
      'llama3.1-8b',
      'mixtral-8x22b',
      'deepseek-v3-nvfp4',
      'deepseek-v3-nvfp4-4gpu',
      'deepseek-v3-gh200',
      'qwen3-235b-gh200',
    ]),
  );
});

test('smaller models are in the catalogue, and none is its own descendant', () => {
  for (const model of CATALOGUE.models) {
    const seen = [model.id];
    for (let id = model.smaller; id !== undefined; ) {
      const next = CATALOGUE.models.find((each) => each.id === id);
      if (next === undefined) throw new Error(`${model.id} names ${id}`);
      expect(seen).not.toContain(next.id);
      seen.push(next.id);
      id = next.smaller;
    }
  }
});

test('a recipe of the user is read beside those of the package', async () => {
  const request = await planned(`${RECIPE}${WORKS}`);
  expect(request).toMatchObject({ maxLen: 40_960, pipelineParallel: 1, concurrency: 1 });
});

test.each([
  [`${RECIPE}${WORKS}tensor_parallel: 2\n`, /mine\.yaml:\d+:1: tensor_parallel: unknown key/],
  [`${RECIPE}expect: {verdict: fails, failing: [MEM]}\n`, /corrected: a recipe that fails names/],
  [`${RECIPE}expect: {verdict: fails, failing: [RAM]}\ncorrected: a\n`, /"RAM"; allowed: MEM, KV/],
  [
    `${RECIPE.replace('qwen3-8b', 'qwen3-9b')}${WORKS}`,
    /mine\.yaml: model: there is no model "qwen3-9b" \(did you mean "qwen3-8b"/,
  ],
  [
    `${RECIPE}${WORKS}checkpoint: fp4\n`,
    /mine\.yaml: checkpoint: qwen3-8b has no checkpoint "fp4"/,
  ],
  [
    `${RECIPE.replace('1xh100', '2xh100')}${WORKS}`,
    /mine\.yaml: gpus: 2 GPUs, but tensorParallel x pipelineParallel = 1/,
  ],
])('mistakes are told with file and key', async (recipe, says) => {
  await expect(planned(recipe)).rejects.toThrow(says);
});

test('a share of the memory is above 0 and at most 1', () => {
  const parse = (share: number) =>
    parseYaml(`${RECIPE.replace('0.9', String(share))}${WORKS}`, 'r.yaml', GpuRecipeSchema);
  expect(parse(1).utilisation).toBe(1);
  expect(() => parse(0)).toThrow(/utilisation/);
  expect(() => parse(1.5)).toThrow(/utilisation/);
});

test('GPU ids are unique', () => {
  const gpu =
    '  - {id: a-1, name: A, hbmBytes: 2000000000, capability: 8, dataCentre: true, perNode: 8, prefillTokens: 2048, memoryBytesPerSecond: 900000000000, flopsPerSecond: 70000000000000, source: here}\n';
  expect(() => parseYaml(`gpus:\n${gpu}${gpu}`, 'gpus.yaml', GpuCatalogueSchema)).toThrow('unique');
});
