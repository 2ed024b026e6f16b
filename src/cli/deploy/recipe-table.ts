import type { NamedRecipe } from '../../adapters/catalogue/read-catalogue.ts';
import type { DeploymentPlan } from '../../domain/deployment/plan/plan-deployment.ts';
import { alignColumns } from '../output.ts';

export interface PlannedRecipe {
  readonly recipe: NamedRecipe;
  readonly plan: DeploymentPlan;
}

const HEAD = ['RECIPE', 'MODEL', 'GPUS', 'TOKENS', 'VERDICT', 'USE INSTEAD', 'ABOUT'] as const;

/** One line a recipe. */
export const renderRecipes = (recipes: readonly PlannedRecipe[]): readonly string[] =>
  alignColumns([
    HEAD,
    ...recipes.map(({ recipe, plan }) => [
      recipe.id,
      recipe.model,
      recipe.gpus,
      String(plan.request.maxLen),
      [plan.verdict, ...plan.failing].join(' '),
      recipe.corrected ?? '-',
      recipe.about,
    ]),
  ]);

/** A recipe as `--json` prints it. */
export const recipeView = ({ recipe, plan }: PlannedRecipe) => ({
  id: recipe.id,
  about: recipe.about,
  engine: recipe.engine,
  model: recipe.model,
  gpus: recipe.gpus,
  maxLen: plan.request.maxLen,
  verdict: plan.verdict,
  failing: plan.failing,
  corrected: recipe.corrected ?? null,
});
