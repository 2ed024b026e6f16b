import type { HostRules } from '../../activities/resolve-deployment.ts';

/** The rules of a host that gives no power and knows no recipe, but for what a test says. */
export const closedRules = (overrides: Partial<HostRules> = {}): HostRules => ({
  allowCommand: false,
  trustsCode: () => false,
  readRecipe: (name) => Promise.reject(new Error(`no recipe ${name} here`)),
  planModel: async () => undefined,
  hasEnvironmentVariable: () => false,
  ...overrides,
});
