import { expect, test } from 'vitest';
import { recipeRequest } from '../../../src/adapters/catalogue/recipe-request.ts';
import { planDeployment } from '../../../src/domain/deployment/plan/plan-deployment.ts';
import { CATALOGUE } from '../../support/catalogue.ts';

const { recipes } = CATALOGUE;

test.each(recipes)('the planner agrees with what is known of recipe $id', (recipe) => {
  const { verdict, failing, checks } = planDeployment(recipeRequest(recipe, CATALOGUE));
  const expected = recipe.expect.verdict === 'fails' ? [...recipe.expect.failing] : [];
  const arithmetic = checks.map(({ code, text }) => `${code} ${text}`).join('\n');
  expect(verdict, arithmetic).toBe(recipe.expect.verdict);
  expect([...failing].sort(), arithmetic).toEqual(expected.sort());
});
