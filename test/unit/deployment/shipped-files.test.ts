import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseYaml, readYamlFile } from '../../../src/adapters/experiments/yaml-file.ts';
import { DeploymentInput } from '../../../src/contracts/deployment-input.ts';
import { ModelsFileSchema } from '../../../src/contracts/models-file.ts';

const CONFIG = join(import.meta.dirname, '../../../config');

test('every shipped recipe of the CPU engine names a model of models.yaml and stays within its context', async () => {
  const { models } = await readYamlFile(join(CONFIG, 'models.yaml'), ModelsFileSchema);
  for (const name of readdirSync(join(CONFIG, 'recipes'))) {
    const recipe = await readYamlFile(join(CONFIG, 'recipes', name), DeploymentInput);
    if (recipe.engine !== 'node-llama-cpp') continue;
    const model = models.find(({ id }) => id === recipe.model);
    expect(model?.context, name).toBeGreaterThanOrEqual(recipe.context);
  }
});

const facts = `
    sha256: ${'a'.repeat(64)}
    bytes: 10
    licence: MIT
    context: 4096`;
const hubModel = (revision: string): string => `models:
  - id: other
    source: {hf: owner/name, file: other.gguf, revision: ${revision}}${facts}`;

test('weights of the hub need a commit, because branches move', () => {
  const parse = (text: string) => parseYaml(text, 'models.yaml', ModelsFileSchema);
  expect(parse(hubModel('b'.repeat(40))).models[0]?.id).toBe('other');
  expect(() => parse(hubModel('main'))).toThrow('commit');
});
