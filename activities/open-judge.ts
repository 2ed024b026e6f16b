import type { JudgeClient } from '../src/adapters/judge/judge-client.ts';
import type { JudgeThrottle } from '../src/adapters/judge/judge-throttle.ts';
import type { DeploymentRecord } from '../src/contracts/records.ts';
import type { AskedTask } from '../src/domain/dataset/task.ts';
import { ArtifactError, JudgeError } from '../src/domain/errors.ts';
import type { ConfigRun, JudgeSpec } from '../src/domain/suite/config-run.ts';
import type { TaskRef } from './contract.ts';
import { awaitDeployment, GATE_WAIT_MS } from './endpoint-gate.ts';
import { type JudgePorts, withPatience } from './judge-session.ts';
import type { JudgeCase } from './judge-verdict.ts';
import { onKeptServer } from './kept-server-judge.ts';
import type { RunRecords } from './run-records.ts';

export interface JudgingPorts {
  readonly records: RunRecords;
  readonly clientOf: (judge: JudgeSpec, baseUrl: string) => Promise<JudgeClient>;
  readonly throttle: JudgeThrottle;
}

/** A question to be graded. */
export interface JudgedQuestion {
  readonly ref: TaskRef;
  readonly config: ConfigRun;
  readonly task: AskedTask;
  readonly taskDir: string;
}

export interface OpenJudge {
  readonly judgePorts: JudgePorts;
  readonly judgeCase: JudgeCase;
}

/** Of endpoints that do not say how much they can read. */
const CONTEXT_TOKENS_DEFAULT = 8_192;

/** @throws JudgeError when it cannot be reached, or its deployment was given up. */
export async function openJudge(
  ports: JudgingPorts,
  { ref, config, task, taskDir }: JudgedQuestion,
  signal: AbortSignal,
): Promise<OpenJudge> {
  const { records, throttle } = ports;
  const { judge } = config;
  if (judge === undefined) throw new ArtifactError(`config "${config.configId}" has no judge`);
  const { client, baseUrl } = await connect(ports, judge, ref, signal);
  const { slots, requestsPerMinute } = judge;
  const key = `${baseUrl} ${judge.model}`;
  const turn = { key, slots, ...(requestsPerMinute !== undefined && { requestsPerMinute }) };
  // The original does not look.
  const reported =
    judge.contextTokens ??
    (config.profile === 'compat'
      ? null
      : await withPatience(signal, () => client.contextTokens(signal)));
  const limits = {
    contextTokens: reported ?? CONTEXT_TOKENS_DEFAULT,
    outputTokensMax: judge.outputTokensMax,
  };
  const { round, regrade } = ref.scope;
  return {
    judgePorts: {
      store: records.store,
      client,
      inTurn: (request) => throttle.run(turn, signal, request),
    },
    judgeCase: {
      ...{ task, config, judge, limits, taskDir, round },
      isFresh: regrade === 'judge',
      ...(regrade === 'rules' && { latest: await records.latestOutcome(taskDir, round - 1) }),
    },
  };
}

interface Connection {
  readonly client: JudgeClient;
  readonly baseUrl: string;
}

async function connect(
  { records, clientOf }: JudgingPorts,
  judge: JudgeSpec,
  ref: TaskRef,
  signal: AbortSignal,
): Promise<Connection> {
  if (judge.baseUrl !== undefined) {
    return { client: await clientOf(judge, judge.baseUrl), baseUrl: judge.baseUrl };
  }
  const { modelUrl: baseUrl, epoch } = await servedBy(records, ref, signal);
  if (baseUrl === undefined) throw new ArtifactError('the deployment of the judge has no address');
  const isLost = async (): Promise<boolean> => {
    const now = await records.deployment(ref);
    return now?.epoch !== epoch || now.state !== 'healthy';
  };
  return { client: onKeptServer(await clientOf(judge, baseUrl), isLost), baseUrl };
}

/** The agent's own model server, or in phase `grade` the judge's. */
async function servedBy(
  records: RunRecords,
  ref: TaskRef,
  signal: AbortSignal,
): Promise<DeploymentRecord> {
  const deadlineMs = performance.now() + GATE_WAIT_MS;
  const record = await awaitDeployment(records, ref, deadlineMs, signal);
  if (record !== undefined) return record;
  throw new JudgeError('unavailable', 'the deployment that serves the judge was given up');
}
