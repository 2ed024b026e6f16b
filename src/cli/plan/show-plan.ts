import { join } from 'node:path';
import { createDirectoryStore } from '../../adapters/artifacts/directory-store.ts';
import { TIME_ASSUMPTIONS } from '../../domain/deployment/place/estimate-run.ts';
import { JUDGE_ASSUMPTIONS } from '../../domain/judge/judge-cost.ts';
import { ASSUMPTIONS } from '../../domain/suite/estimate-cost.ts';
import { hostRules } from '../../host-rules.ts';
import { planningFiles } from '../../planning-files.ts';
import { type CliContext, EXIT, type ExitCode } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import type { SelectedSuite } from '../select-suites.ts';
import { assumedHosts, assumedLines } from './assumed-hosts.ts';
import { planSuite } from './plan-suite.ts';
import { renderPlan } from './render-plan.ts';

/** Only the worker knows what it gives; the plan says what is needed. */
const ANY_POWER = { allowCommand: true, trustRemoteCode: 'any' } as const;

const ALL_ASSUMPTIONS = [...ASSUMPTIONS, ...JUDGE_ASSUMPTIONS, ...TIME_ASSUMPTIONS];

/**
 * Shows what would run where. `userError` when something of it would be refused.
 * @param assume hosts beside those that workers have told of, as they were written
 */
export async function showPlan(
  selected: readonly SelectedSuite[],
  assume: readonly string[],
  { settings, stdout, json }: CliContext,
): Promise<ExitCode> {
  const { experimentsRoot, configRoot, cacheDir, dataRoot } = settings;
  const assumed = await assumedHosts(assume, configRoot);
  const ports = {
    assumedHosts: assumed,
    // Read only: a plan leaves no folder behind.
    store: createDirectoryStore(join(dataRoot, 'artifacts')),
    rules: hostRules(configRoot, ANY_POWER, process.env),
    ...planningFiles({ experimentsRoot, configRoot, cacheDir }, process.env),
  };
  const suites = await Promise.all(
    selected.map(async (suite) => ({
      suite: suite.start.suite,
      file: suite.file,
      ...(await planSuite(suite, ports)),
    })),
  );
  if (json) {
    const warnings = [...new Set(selected.flatMap((suite) => suite.warnings))];
    writeJson(stdout, {
      ...{ schemaVersion: 1, suites, warnings, assumptions: ALL_ASSUMPTIONS },
      assumedHosts: assumed.map(({ host, gpus }) => ({ host, gpus })),
    });
  } else {
    for (const line of suites.flatMap(renderPlan)) writeLine(stdout, line);
    for (const line of assumedLines(assumed)) writeLine(stdout, line);
    writeLine(stdout, `estimates assume: ${ALL_ASSUMPTIONS.join('; ')}`);
    writeLine(stdout, 'nothing was started');
  }
  const isRefused = suites.some(({ configs }) => configs.some(({ refused }) => refused));
  return isRefused ? EXIT.userError : EXIT.ok;
}
