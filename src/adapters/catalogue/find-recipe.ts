import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DeploymentInput } from '../../contracts/deployment-input.ts';
import { type PlannedServing, planServing } from '../../domain/deployment/plan/planned-serving.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';
import { readYamlFile } from '../experiments/yaml-file.ts';
import { readCatalogue } from './read-catalogue.ts';
import { recipeRequest } from './recipe-request.ts';

/**
 * The deployment behind a name: a file of `recipes`, else a recipe of the catalogue, planned.
 * @throws ConfigurationError naming what there is.
 */
export async function findRecipe(
  configRoot: string,
  name: string,
): Promise<DeploymentInput | PlannedServing> {
  const folder = join(configRoot, 'recipes');
  const files = (await readdir(folder)).map((file) => file.replace(/\.yaml$/, ''));
  if (files.includes(name)) return readYamlFile(join(folder, `${name}.yaml`), DeploymentInput);
  const catalogue = await readCatalogue(configRoot);
  const recipe = catalogue.recipes.find(({ id }) => id === name);
  if (recipe !== undefined) return planServing(name, recipeRequest(recipe, catalogue), catalogue);
  if (catalogue.models.some(({ id }) => id === name)) {
    throw new ConfigurationError(
      `"${name}" is a model: say on which GPUs, as in deployment: {engine: vllm, model: ${name}, gpus: 8xh100-80}`,
      { recipe: name },
    );
  }
  const known = [...files, ...catalogue.recipes.map(({ id }) => id)];
  throw new ConfigurationError(
    `there is no deployment recipe "${name}"${suggestion(name, known)}; known: ${files.join(', ')}, and what "durabench deploy list" shows`,
    { recipe: name },
  );
}
