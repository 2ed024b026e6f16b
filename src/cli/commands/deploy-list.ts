import { readCatalogue } from '../../adapters/catalogue/read-catalogue.ts';
import { recipeRequest } from '../../adapters/catalogue/recipe-request.ts';
import { planDeployment } from '../../domain/deployment/plan/plan-deployment.ts';
import { type Command, EXIT } from '../context.ts';
import { recipeView, renderRecipes } from '../deploy/recipe-table.ts';
import { writeJson, writeLine } from '../output.ts';

/** Lists the recipes of the catalogue with what the planner says of each. */
export const deployListCommand: Command<object> = async (_args, _options, context) => {
  const catalogue = await readCatalogue(context.settings.configRoot);
  const planned = catalogue.recipes.map((recipe) => ({
    recipe,
    plan: planDeployment(recipeRequest(recipe, catalogue)),
  }));
  if (context.json) writeJson(context.stdout, { recipes: planned.map(recipeView) });
  else for (const line of renderRecipes(planned)) writeLine(context.stdout, line);
  return EXIT.ok;
};
