import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  type ChildWorkflowHandle,
  condition,
  isCancellation,
  ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  startChild,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { ConfigPlan, ConfigScope, SuitePlan } from '../activities/contract.ts';
import type { EvalActivities } from '../activities/eval-contract.ts';
import type { HostActivities } from '../activities/host-contract.ts';
import type { FailureType } from '../src/domain/suite/failure-types.ts';
import {
  type ConfigPhase,
  type ConfigResult,
  type ConfigSummary,
  NO_TASKS,
  type SuiteResult,
} from '../src/domain/suite/progress.ts';
import { allSettled, causeMessage, rethrowCause } from './concurrency.ts';
import { LaneLock } from './lane-lock.ts';
import {
  finish,
  type LaneRequest,
  lane,
  laneGranted,
  pause,
  resume,
  suiteProgress,
} from './messages.ts';
import { MovedConfigs } from './moved-configs.ts';
import { aggregation, teardown, validation } from './policies.ts';
import type { runConfig } from './run-config.ts';
import { runLane } from './run-lane.ts';
import { configAttributes, showPhase, suiteAttributes } from './visibility.ts';

const { resolveSuite } = proxyActivities<EvalActivities>(validation);
const { publishSuite } = proxyActivities<EvalActivities>(aggregation);

const stopServer = (host: string, config: ConfigScope): Promise<void> =>
  proxyActivities<HostActivities>(teardown(host)).stopServer(config);

/** An experiment: its configs as children, one lane a host. Accepts any input and checks it. */
export async function runSuite(
  input: unknown,
  ...unexpected: readonly unknown[]
): Promise<SuiteResult> {
  if (unexpected.length > 0) {
    const message = `runSuite takes one argument, not ${1 + unexpected.length}: put everything into one object`;
    throw ApplicationFailure.nonRetryable(message, 'InvalidInput' satisfies FailureType);
  }
  const result = await new SuiteRun().run(input);
  await condition(allHandlersFinished);
  return result;
}

class SuiteRun {
  readonly #open = new Map<string, ChildWorkflowHandle<typeof runConfig>>();
  readonly #locks = new Map<string, LaneLock>();
  readonly #moved = new MovedConfigs(workflowInfo().workflowId);
  readonly #states = new Map<string, { phase: ConfigPhase; error?: string }>();
  #plan: SuitePlan | undefined;
  #paused = false;
  /** Why no further config starts. */
  #finished: string | undefined;

  constructor() {
    setHandler(pause, () => this.#setPaused(true));
    setHandler(resume, () => this.#setPaused(false));
    setHandler(finish, (reason) => this.#finish(reason ?? 'finished on request'));
    setHandler(lane, (request) => this.#onLane(request));
    setHandler(suiteProgress, () => ({
      suite: this.#plan?.scope.suite ?? '',
      runKey: this.#plan?.scope.runKey ?? '',
      paused: this.#paused,
      configs: (this.#plan?.configs ?? []).map((config) => this.#summary(config)),
    }));
  }

  async run(input: unknown): Promise<SuiteResult> {
    const { workflowId, firstExecutionRunId, startTime } = workflowInfo();
    const plan = await resolveSuite(input, {
      workflowId,
      firstExecutionRunId,
      startTime: startTime.toISOString(),
    }).catch(rethrowCause);
    this.#plan = plan;
    upsertSearchAttributes(suiteAttributes(plan.scope));
    showPhase('running');

    const results = new Map<string, ConfigResult>();
    const lanes = [...Map.groupBy(plan.configs, ({ lane }) => lane).values()];
    await allSettled(
      lanes.map((lane) => this.#runLane(lane, (result) => results.set(result.configId, result))),
    );

    // In the order of the file, whatever finished first.
    const configs = plan.configs.flatMap(({ configId }) => results.get(configId) ?? []);
    await publishSuite(plan.scope, new Date().toISOString());
    showPhase(configs.some(({ error }) => error !== undefined) ? 'failed' : 'done');
    const { suite, runKey, generation } = plan.scope;
    return { suite, runKey, generation, configs };
  }

  async #runLane(
    configs: readonly ConfigPlan[],
    onResult: (result: ConfigResult) => void,
  ): Promise<void> {
    const lock = new LaneLock();
    for (const { configId } of configs) this.#locks.set(configId, lock);
    await runLane(configs, lock, {
      runConfig: async (config, keepServer) => onResult(await this.#runConfig(config, keepServer)),
      stopServer: ({ config, host }) => stopServer(host, { scope: this.#planned().scope, config }),
    });
  }

  async #runConfig(config: ConfigPlan, keepServer: boolean): Promise<ConfigResult> {
    try {
      if (this.#finished !== undefined) return this.#notStarted(config, this.#finished);
      const result = await this.#resultOf(config, keepServer);
      this.#note(config.configId, result.error === undefined ? 'done' : 'failed', result.error);
      return result;
    } catch (error) {
      const cancelled = isCancellation(error);
      const message = cancelled ? 'cancelled' : causeMessage(error);
      this.#note(config.configId, cancelled ? 'cancelled' : 'failed', message);
      if (CancellationScope.current().consideredCancelled) throw error;
      // One broken config, or one cancelled by itself, must not take the others with it.
      return resultWithout(config, message);
    } finally {
      this.#open.delete(config.configId);
      this.#locks.get(config.configId)?.release(config.configId);
    }
  }

  /** Of the config where it was planned, then wherever it moved to. */
  async #resultOf(config: ConfigPlan, keepServer: boolean): Promise<ConfigResult> {
    const { configId } = config;
    const { move, ...result } = await (await this.#startConfig(config, keepServer)).result();
    const moved = this.#moved.reason(configId);
    if (move === undefined) return { ...result, ...(moved !== undefined && { moved }) };
    this.#moved.add(config.host, move);
    this.#open.delete(configId);
    // Its lane is that of the host it leaves; the other host's lease puts it in order there.
    this.#locks.get(configId)?.release(configId);
    const lock = new LaneLock();
    this.#locks.set(configId, lock);
    await lock.acquire(configId);
    if (this.#finished !== undefined) return { ...result, error: `not moved: ${this.#finished}` };
    return this.#resultOf(move.plan, false);
  }

  async #startConfig(planned: ConfigPlan, keepServer: boolean) {
    const { scope: planScope, holdMs } = this.#planned();
    const { scope, plan: config, ...named } = this.#moved.place(planned, planScope);
    const paused = this.#paused;
    const child = await startChild<typeof runConfig>('runConfig', {
      ...named,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      // Children tear their servers down before they close.
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      cancellationType: 'WAIT_CANCELLATION_COMPLETED',
      typedSearchAttributes: configAttributes(scope, config),
      args: [{ scope, plan: config, paused, keepServer, holdMs }],
    });
    this.#open.set(config.configId, child);
    this.#note(config.configId, 'running');
    // Signals that came while the child was being started did not reach it.
    if (this.#paused !== paused) await this.#setPaused(this.#paused);
    if (this.#finished !== undefined) await this.#finish(this.#finished);
    return child;
  }

  #notStarted(config: ConfigPlan, reason: string): ConfigResult {
    const message = `not started: ${reason}`;
    this.#note(config.configId, 'cancelled', message);
    return resultWithout(config, message);
  }

  async #setPaused(paused: boolean): Promise<void> {
    this.#paused = paused;
    const send = [...this.#open.values()].map((child) => child.signal(paused ? pause : resume));
    await Promise.allSettled(send);
  }

  async #finish(reason: string): Promise<void> {
    this.#finished ??= reason;
    await Promise.allSettled([...this.#open.values()].map((child) => child.signal(finish, reason)));
  }

  async #onLane({ configId, wants }: LaneRequest): Promise<void> {
    const lock = this.#locks.get(configId);
    if (!wants) {
      if (this.#open.has(configId)) this.#note(configId, 'parked');
      return lock?.release(configId);
    }
    if (!this.#open.has(configId)) return;
    await lock?.acquire(configId);
    const config = this.#open.get(configId);
    // It may have ended while it waited.
    if (config === undefined) return;
    this.#note(configId, 'running');
    await Promise.allSettled([config.signal(laneGranted)]);
  }

  #summary({ configId }: ConfigPlan): ConfigSummary {
    const state = this.#states.get(configId) ?? { phase: 'queued' as const };
    const moved = this.#moved.reason(configId);
    const workflowId = this.#moved.workflowId(configId);
    return { configId, workflowId, ...state, ...(moved !== undefined && { moved }) };
  }

  #note(configId: string, phase: ConfigPhase, error?: string): void {
    this.#states.set(configId, { phase, ...(error !== undefined && { error }) });
    const line = ({ configId: id, phase: at, moved }: ConfigSummary) =>
      `- \`${id}\` ${at}${moved === undefined ? '' : `, ${moved}`}`;
    setCurrentDetails(
      this.#planned()
        .configs.map((config) => line(this.#summary(config)))
        .join('\n'),
    );
  }

  #planned(): SuitePlan {
    if (this.#plan === undefined) throw ApplicationFailure.nonRetryable('no plan yet', 'Bug');
    return this.#plan;
  }
}

const resultWithout = ({ configId }: ConfigPlan, error: string): ConfigResult => ({
  configId,
  counts: NO_TASKS,
  publishable: false,
  error,
});
