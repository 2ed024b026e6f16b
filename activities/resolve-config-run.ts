import type { DatasetFiles } from '../src/adapters/datasets/dataset-files.ts';
import type { HubFiles } from '../src/adapters/datasets/hub/hub-files.ts';
import { isBuilt, notBuilt } from '../src/contracts/built-datasets.ts';
import type { EvalConfig } from '../src/contracts/eval-config.ts';
import type { ConfigInput } from '../src/contracts/suite-input.ts';
import { deploymentId } from '../src/domain/deployment/deployment-id.ts';
import type { DeploymentPlan } from '../src/domain/deployment/plan/plan-deployment.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { type Sampling, samplingProblem } from '../src/domain/sampling/sampling.ts';
import type { ConfigRun, JudgeSpec } from '../src/domain/suite/config-run.ts';
import type { Price } from '../src/domain/suite/price.ts';
import { attachReferences } from './attach-references.ts';
import type { FoundDataset } from './found-dataset.ts';
import { judgeDeployment } from './judge-deployment.ts';
import { requireNoJudge } from './require-no-judge.ts';
import { resolveParts } from './resolve-config.ts';
import { resolveDataset } from './resolve-dataset.ts';
import { resolveDebate } from './resolve-debate.ts';
import type { HostRules } from './resolve-deployment.ts';
import { resolveFallbacks } from './resolve-fallbacks.ts';
import { resolveIdentity } from './resolve-identity.ts';
import { resolveJudge } from './resolve-judge.ts';
import { resolvePatience } from './resolve-patience.ts';
import { resolveStorage } from './resolve-storage.ts';

/** What a config's names and paths are resolved with. */
export interface ConfigPorts {
  readonly rules: HostRules;
  /** Inlines an eval config that is named by path. */
  readonly readEvalConfig: (path: string) => Promise<EvalConfig>;
  readonly datasetFiles: DatasetFiles;
  readonly hubFiles: HubFiles;
  /** Undefined for a model whose price is not known. */
  readonly priceOf: (model: string) => Promise<Price | undefined>;
}

export interface ResolvedConfig {
  readonly run: ConfigRun;
  /** Of a deployment that the catalogue knows. */
  readonly plan?: DeploymentPlan;
  /** The same of a judge with a deployment of its own. */
  readonly judgePlan?: DeploymentPlan;
  /** Dataset files that are still to be stored. */
  readonly copies: FoundDataset['copies'];
}

/**
 * One config with nothing left to look up; stores and starts nothing.
 * @throws ConfigurationError | DatasetIntegrityError naming the config and what to change.
 */
export async function resolveConfig(
  ports: ConfigPorts,
  config: ConfigInput,
  suite: string,
  runKey: string,
): Promise<ResolvedConfig> {
  const { agent, deployment, plan, slots } = await resolveParts(config, ports.rules);
  const fallbacks = await resolveFallbacks(config, deployment, ports.rules);
  const { eval_config } = config;
  const evalConfig =
    typeof eval_config === 'string' ? await ports.readEvalConfig(eval_config) : eval_config;
  const sampling = samplingOf(config, evalConfig);
  const problem = samplingProblem(sampling, evalConfig.datasets);
  if (problem !== undefined) throw refusal(config, problem);
  const found = await attachReferences(
    await findDatasets(ports, config, evalConfig),
    sampling,
    config.num_tasks,
  );
  const datasets = found.map(({ dataset }) => dataset);
  const judgeServing = await judgeDeployment(config, deployment, ports.rules);
  const servings = {
    ...(deployment && { agent: deployment }),
    ...(judgeServing && { judge: judgeServing }),
  };
  const judge = await priced(ports, resolveJudge(config, evalConfig, servings, ports.rules));
  if (judge === undefined) requireNoJudge(config, datasets);
  const debate = resolveDebate(config, evalConfig);
  const identity = resolveIdentity(config);
  const price = deployment && (await ports.priceOf(deployment.model));
  if (config.budget?.usd !== undefined && price === undefined) {
    throw refusal(
      config,
      `budget.usd needs the price of model "${deployment?.model ?? 'none'}": add it to config/prices.yaml, or bound tokens or hours`,
    );
  }
  const storage = resolveStorage(config);
  const hostPatience = resolvePatience(config);
  const run: ConfigRun = {
    schemaVersion: 1,
    suite,
    runKey,
    configId: config.id,
    host: config.host,
    ...(hostPatience && { hostPatience }),
    agent,
    ...(deployment && { deployment, deploymentId: deploymentId(deployment) }),
    ...(fallbacks.length > 0 && { fallbacks }),
    ...(judge && { judge }),
    evalConfig: { name: evalConfig.name, datasets, sampling },
    numTasks: config.num_tasks,
    repeats: config.repeats,
    timeoutMs: evalConfig.timeout_seconds * 1000,
    slots,
    profile: config.profile,
    ...(debate && { conductDebate: debate }),
    ...(identity && { agentIdentity: identity }),
    coverageMin: config.coverage_min,
    ...(storage && { storage }),
    ...(config.budget && { budget: config.budget }),
    ...(price && { price }),
    ...(config.notes !== undefined && { notes: config.notes }),
  };
  const judgePlan = judgeServing?.plan;
  return {
    run,
    ...(plan && { plan }),
    ...(judgePlan && { judgePlan }),
    copies: found.flatMap(({ copies }) => copies),
  };
}

async function priced(
  { priceOf }: Pick<ConfigPorts, 'priceOf'>,
  judge: JudgeSpec | undefined,
): Promise<JudgeSpec | undefined> {
  const price = judge && (await priceOf(judge.model));
  return judge && { ...judge, ...(price && { price }) };
}

/** What each dataset of a config is; of several that are refused, the first is told. */
async function findDatasets(
  { datasetFiles: files, hubFiles: hub }: ConfigPorts,
  config: ConfigInput,
  { name, datasets, sampling }: EvalConfig,
): Promise<readonly FoundDataset[]> {
  const { profile } = config;
  const found = await Promise.allSettled(
    datasets.map(async (dataset, index) => {
      if (!isBuilt(dataset)) throw refusal(config, `eval config "${name}": ${notBuilt(index)}`);
      return resolveDataset(dataset, { files, hub, samplingSeed: sampling.seed, profile });
    }),
  );
  return found.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** The config's own settings win over those of its eval config. */
const samplingOf = (config: ConfigInput, { sampling }: EvalConfig): Sampling => ({
  strategy: config.sampling_strategy ?? sampling.strategy,
  totalLimit: sampling.total_limit ?? 0,
  seed: config.seed ?? sampling.seed,
  limitAfterShuffle: sampling.limit_after_shuffle,
});

const refusal = ({ id }: ConfigInput, problem: string): ConfigurationError =>
  new ConfigurationError(`config "${id}": ${problem}`, { config: id });
