import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GpuCatalogueSchema } from '../../contracts/catalogue/gpus.ts';
import { ModelCatalogueSchema } from '../../contracts/catalogue/models.ts';
import { type GpuRecipe, GpuRecipeSchema } from '../../contracts/catalogue/recipe.ts';
import type { GpuFacts, ModelFacts } from '../../domain/deployment/plan/facts.ts';
import { readYamlFile } from '../experiments/yaml-file.ts';

export interface NamedRecipe extends GpuRecipe {
  /** The name of its file. */
  readonly id: string;
  readonly file: string;
}

export interface Catalogue {
  readonly models: readonly ModelFacts[];
  readonly gpus: readonly GpuFacts[];
  /** By id. */
  readonly recipes: readonly NamedRecipe[];
}

/**
 * `config/catalogue` of a configuration folder.
 * @throws ConfigurationError naming file, line and key.
 */
export async function readCatalogue(configRoot: string): Promise<Catalogue> {
  const folder = join(configRoot, 'catalogue');
  const [{ models }, { gpus }, recipes] = await Promise.all([
    readYamlFile(join(folder, 'models.yaml'), ModelCatalogueSchema),
    readYamlFile(join(folder, 'gpus.yaml'), GpuCatalogueSchema),
    readRecipes(join(folder, 'recipes')),
  ]);
  return { models, gpus, recipes };
}

async function readRecipes(folder: string): Promise<readonly NamedRecipe[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (name) => {
      const file = join(folder, name);
      const recipe = await readYamlFile(file, GpuRecipeSchema);
      return { ...recipe, id: basename(name, '.yaml'), file };
    }),
  );
}
