import { expect, test } from 'vitest';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

/** Names of the modules in the bundle: webpack heads each with its path. */
const modulesOf = (code: string): readonly string[] =>
  [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"/gm)].flatMap(([, path]) => (path ? [path] : []));

test('the workflow bundle is small and holds workflow code only', { timeout: 60_000 }, async () => {
  const code = await bundleWorkflows();
  // Every cached workflow holds a copy of its globals; a schema library would double it.
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(2_200_000);
  const modules = modulesOf(code);
  const own = modules.filter((path) => !path.includes('node_modules')).sort();
  expect(own.filter((path) => /^\.\/(workflows|src|activities)\//.test(path))).toEqual([
    './src/domain/deployment/lease/away-host.ts',
    './src/domain/deployment/lease/lease.ts',
    './src/domain/deployment/lease/waiting-reason.ts',
    './src/domain/scoring/score.ts',
    './src/domain/suite/budget.ts',
    './src/domain/suite/circuit-breaker.ts',
    './src/domain/suite/failure-types.ts',
    './src/domain/suite/progress.ts',
    './src/temporal/names.ts',
    './workflows/ask-task.ts',
    './workflows/concurrency.ts',
    './workflows/config-passes.ts',
    './workflows/deployment.ts',
    './workflows/episode-pool.ts',
    './workflows/hold.ts',
    './workflows/host-lease.ts',
    './workflows/host-wait.ts',
    './workflows/index.ts',
    './workflows/inference-host.ts',
    './workflows/lane-lock.ts',
    './workflows/loss.ts',
    './workflows/messages.ts',
    './workflows/moved-configs.ts',
    './workflows/policies.ts',
    './workflows/run-config.ts',
    './workflows/run-lane.ts',
    './workflows/run-shard.ts',
    './workflows/run-suite.ts',
    './workflows/shard-pool.ts',
    './workflows/spend-reports.ts',
    './workflows/stop-rule.ts',
    './workflows/tally.ts',
    './workflows/trade-episode.ts',
    './workflows/visibility.ts',
    './workflows/within-hours.ts',
  ]);
  expect(modules.filter((path) => path.includes('/zod/'))).toEqual([]);
});
