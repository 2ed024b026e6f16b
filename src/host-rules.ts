import type { HostRules } from '../activities/resolve-deployment.ts';
import { findRecipe } from './adapters/catalogue/find-recipe.ts';
import { planModel } from './adapters/catalogue/plan-model.ts';
import { type GrantedPower, trustsCode } from './adapters/inference/granted-power.ts';

/** The rules by which configs are resolved on this host. */
export const hostRules = (
  configRoot: string,
  granted: GrantedPower,
  env: Readonly<Record<string, string | undefined>>,
): HostRules => ({
  allowCommand: granted.allowCommand,
  trustsCode: (checkpoint) => trustsCode(granted, checkpoint),
  readRecipe: (name) => findRecipe(configRoot, name),
  planModel: (input) => planModel(configRoot, input),
  hasEnvironmentVariable: (name) => Boolean(env[name]),
});
