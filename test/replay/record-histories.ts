// Records a history of every workflow type and ending into test/histories/:
// npm run record:histories [-- markets|leases|judges|restarts|moves]
// Needs TEMPORAL_ADDRESS of a throw-away server; `durabench up --root /tmp/x` starts one.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { failure } from '../../activities/failures.ts';
import type { LeaseState } from '../../src/domain/deployment/lease/lease.ts';
import { AgentError } from '../../src/domain/errors.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';
import { hostWorkflowId, ORCHESTRATION_QUEUE } from '../../src/temporal/names.ts';
import { FakeInferenceServer } from '../support/fake-hosts.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import { judgeAt, startJudge } from '../support/judge-endpoint.ts';
import { marketConfig } from '../support/market-inputs.ts';
import { copySixDatasets } from '../support/six-datasets.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { TradingAgent } from '../support/trading-agent.ts';
import { HISTORIES_DIR, type HistoryIndex, INDEX_FILE, type RecordedHistory } from './histories.ts';
import { playMove } from './play-move.ts';

const temporalAddress = process.env.TEMPORAL_ADDRESS;
if (temporalAddress === undefined) throw new Error('set TEMPORAL_ADDRESS of a throw-away server');

const stamp = new Date().toISOString().slice(0, 10).replaceAll('-', '');
const recorded: RecordedHistory[] = [];

const suiteInput = (suite: string, runKey: string, tasks: number) => ({
  schemaVersion: 1,
  suite,
  runKey,
  configs: ['first', 'second'].map((id) => ({
    id,
    agent: 'do-nothing',
    num_tasks: tasks,
    eval_config: {
      name: 'recorded',
      datasets: [{ type: 'synthetic', generate: { seed: 1, count: tasks } }],
    },
  })),
});

async function start(bench: SuiteBench, workflowId: string, input: unknown) {
  return bench.client.workflow.start('runSuite', {
    workflowId,
    taskQueue: ORCHESTRATION_QUEUE,
    args: [input],
  });
}

/** Saves the suite and the first of its config, shard and episode workflows. */
async function record(bench: SuiteBench, suiteId: string, ending: string): Promise<void> {
  const ids = new Map([['runSuite', suiteId]]);
  const childIds = async (id: string, type: string) => {
    const { events } = await bench.client.workflow.getHandle(id).fetchHistory();
    const started = events?.find(
      ({ childWorkflowExecutionStartedEventAttributes: child }) =>
        child?.workflowType?.name === type,
    );
    return started?.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId;
  };
  const config = await childIds(suiteId, 'runConfig');
  if (config) ids.set('runConfig', config);
  const shard = config && (await childIds(config, 'runShard'));
  if (shard) ids.set('runShard', shard);
  const episode = shard && (await childIds(shard, 'tradeEpisode'));
  if (episode) ids.set('tradeEpisode', episode);
  for (const [type, workflowId] of ids) {
    const history = await bench.client.workflow.getHandle(workflowId).fetchHistory();
    save({ type, workflowId, ending }, historyToJSON(history));
  }
}

type Ending = Pick<RecordedHistory, 'type' | 'workflowId' | 'ending'>;

function save({ type, workflowId, ending }: Ending, json: string): void {
  // Stack traces name files of this machine.
  const text = json.replaceAll(PACKAGE_ROOT, '');
  const file = `${type}-${ending}-${stamp}.json`;
  writeFileSync(join(HISTORIES_DIR, file), text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  recorded.push({ file, type, ending, workflowId, sha256 });
}

async function recordLeases(): Promise<void> {
  const agent = new InProcessAgent(() => 'Answer: 1', { delayMs: 500 });
  const inferenceServer = new FakeInferenceServer();
  const ports = { temporalAddress: temporalAddress ?? '', agent, inferenceServer };
  await using bench = await SuiteBench.start(ports);
  const served = (run: string, model: string) => {
    const [first] = suiteInput('recorded', run, 8).configs;
    const deployment = { engine: 'node-llama-cpp', model, slots: 2 };
    return {
      ...suiteInput('recorded', run, 8),
      configs: [{ ...first, agent: 'builtin', deployment }],
    };
  };
  const [one, two] = [key('leased'), key('leased-next')];
  const first = await start(bench, `suite/recorded/${one}`, served(one, 'tiny'));
  while (agent.asked.length < 2) await sleep(50);
  const second = await start(bench, `suite/recorded/${two}`, served(two, 'small'));
  const host = bench.client.workflow.getHandle(hostWorkflowId('local'));
  while ((await host.query<LeaseState>('lease')).waiting.length === 0) await sleep(50);
  const { runId } = await host.describe();
  await recordHost(bench, runId, 'waiting');
  await Promise.all([first.result(), second.result()]);
  await host.result();
  await recordHost(bench, runId, 'leased');
  await record(bench, `suite/recorded/${two}`, 'leased');
}

async function recordJudges(): Promise<void> {
  await using judge = await startJudge();
  const agent = new InProcessAgent(() => 'It depends on what was agreed.');
  await using bench = await SuiteBench.start({ temporalAddress: temporalAddress ?? '', agent });
  copySixDatasets(join(bench.root, 'experiments'));
  const run = key('judged');
  const suiteId = `suite/recorded/${run}`;
  const datasets = [{ type: 'prbench', local_path: 'prbench', splits: ['finance'] }];
  const [first] = suiteInput('recorded', run, 2).configs;
  const config = { ...first, judge: judgeAt(judge), eval_config: { name: 'recorded', datasets } };
  const input = { ...suiteInput('recorded', run, 2), configs: [config] };
  await (await start(bench, suiteId, input)).result();
  await record(bench, suiteId, 'judged');
  const again = { schemaVersion: 1, suite: 'recorded', resumeFrom: run, only: 'judged' };
  await (await start(bench, `${suiteId}/resume-1`, again)).result();
  await record(bench, `${suiteId}/resume-1`, 'rejudged');
}

async function recordRestarts(): Promise<void> {
  const inferenceServer = new FakeInferenceServer();
  let losses = 0;
  inferenceServer.beforeStart = () => {
    losses += 1;
    if (losses < 3) throw failure('ServerLost', 'killed while loading', { retryable: false });
  };
  const agent = new InProcessAgent(() => 'Answer: 1');
  const ports = { temporalAddress: temporalAddress ?? '', agent, inferenceServer };
  await using bench = await SuiteBench.start(ports);
  const run = key('restarted');
  const suiteId = `suite/recorded/${run}`;
  const [first] = suiteInput('recorded', run, 4).configs;
  const deployment = { engine: 'node-llama-cpp', model: 'tiny', slots: 2 };
  const config = { ...first, agent: 'builtin', deployment };
  const served = { ...suiteInput('recorded', run, 4), configs: [config] };
  await (await start(bench, suiteId, served)).result();
  await record(bench, suiteId, 'restarted');
}

async function recordHost(bench: SuiteBench, runId: string, ending: string): Promise<void> {
  const workflowId = hostWorkflowId('local');
  const history = await bench.client.workflow.getHandle(workflowId, runId).fetchHistory();
  save({ type: 'inferenceHost', workflowId, ending }, historyToJSON(history));
}

async function recordMarkets(): Promise<void> {
  const agent = new TradingAgent({ delayMs: 100, tokens: 100 });
  await using bench = await SuiteBench.start({ temporalAddress: temporalAddress ?? '', agent });
  const market = (run: string) => ({
    ...{ schemaVersion: 1, suite: 'recorded', runKey: run },
    configs: [marketConfig('trade', { profile: 'both', budget: { tokens: 1_000_000 } })],
  });
  const played = key('traded');
  await (await start(bench, `suite/recorded/${played}`, market(played))).result();
  await record(bench, `suite/recorded/${played}`, 'traded');

  agent.options = { delayMs: 1_000 };
  const cancelled = key('trade-cancelled');
  const suiteId = `suite/recorded/${cancelled}`;
  const handle = await start(bench, suiteId, market(cancelled));
  const asked = agent.requests.length;
  while (agent.requests.length < asked + 3) await sleep(50);
  await handle.signal('pause');
  await handle.signal('resume');
  await sleep(500);
  await record(bench, suiteId, 'trading');
  await handle.cancel();
  await handle.result().catch(() => undefined);
  await record(bench, suiteId, 'trade-cancelled');
}

async function recordMoves(): Promise<void> {
  const run = key('moved');
  const suiteId = `suite/recorded/${run}`;
  const [first] = suiteInput('recorded', run, 6).configs;
  const config = { ...first, host: 'auto', host_wait_minutes: 0.1 };
  const input = { ...suiteInput('recorded', run, 6), configs: [config] };
  const begin = (bench: SuiteBench) => start(bench, suiteId, input);
  await playMove(temporalAddress ?? '', begin, (bench) => record(bench, suiteId, 'moved'));
}

/** Run keys are never used twice. */
const key = (ending: string) => `${ending}-${Date.now()}`;

async function recordEndings(): Promise<void> {
  const until = async (condition: () => boolean) => {
    while (!condition()) await sleep(50);
  };
  {
    const agent = new InProcessAgent(() => 'Answer: 1');
    await using bench = await SuiteBench.start({ temporalAddress: temporalAddress ?? '', agent });
    const run = key('completed');
    await (await start(bench, `suite/recorded/${run}`, suiteInput('recorded', run, 60))).result();
    await record(bench, `suite/recorded/${run}`, 'completed');

    const refused = `suite/recorded/${key('failed')}`;
    await (await start(bench, refused, { nonsense: true })).result().catch(() => undefined);
    await record(bench, refused, 'failed');
  }
  {
    let refuses = true;
    const answer = () => (refuses ? new AgentError('content-refused', 'no') : 'Answer: 1');
    const agent = new InProcessAgent(answer);
    await using bench = await SuiteBench.start({ temporalAddress: temporalAddress ?? '', agent });
    const run = key('retried');
    const suiteId = `suite/recorded/${run}`;
    const [first] = suiteInput('recorded', run, 4).configs;
    const held = { ...suiteInput('recorded', run, 4), configs: [first], holdMinutes: 1 };
    const handle = await start(bench, suiteId, held);
    const config = bench.client.workflow.getHandle(`${suiteId}/first`);
    const phase = () =>
      config.query<{ phase: string }>('progress').then(
        (progress) => progress.phase,
        () => 'unknown',
      );
    while ((await phase()) !== 'parked') await sleep(100);
    refuses = false;
    await config.executeUpdate('retryFailed', { args: [{}] });
    await handle.result();
    await record(bench, suiteId, 'retried');
  }
  {
    const inferenceServer = new FakeInferenceServer();
    const dead = { alive: false, reason: 'killed' } as const;
    inferenceServer.look = (starts) => (starts === 1 ? dead : { alive: true });
    const agent = new InProcessAgent(() => 'Answer: 1', { delayMs: 500 });
    const ports = { temporalAddress: temporalAddress ?? '', agent, inferenceServer };
    await using bench = await SuiteBench.start(ports);
    const run = key('redeployed');
    const suiteId = `suite/recorded/${run}`;
    const [first] = suiteInput('recorded', run, 20).configs;
    const deployment = { engine: 'node-llama-cpp', model: 'tiny', slots: 2 };
    const config = { ...first, agent: 'builtin', deployment };
    const served = { ...suiteInput('recorded', run, 20), configs: [config] };
    await (await start(bench, suiteId, served)).result();
    await record(bench, suiteId, 'redeployed');
  }
  {
    const agent = new InProcessAgent(() => new AgentError('auth-failed', 'no such key'));
    await using bench = await SuiteBench.start({ temporalAddress: temporalAddress ?? '', agent });
    const run = key('config-failed');
    await (await start(bench, `suite/recorded/${run}`, suiteInput('recorded', run, 60))).result();
    await record(bench, `suite/recorded/${run}`, 'failed-by-provider');
  }
  {
    const agent = new InProcessAgent(() => 'Answer: 1', { delayMs: 200 });
    await using bench = await SuiteBench.start({ temporalAddress: temporalAddress ?? '', agent });
    const run = key('cancelled');
    const suiteId = `suite/recorded/${run}`;
    const handle = await start(bench, suiteId, suiteInput('recorded', run, 60));
    await until(() => agent.asked.length > 20);
    await handle.signal('pause');
    await handle.signal('resume');
    await record(bench, suiteId, 'open');
    await handle.cancel();
    await handle.result().catch(() => undefined);
    await record(bench, suiteId, 'cancelled');
    const input = { schemaVersion: 1, suite: 'recorded', resumeFrom: run };
    await (await start(bench, `${suiteId}/resume-1`, input)).result();
    await record(bench, `${suiteId}/resume-1`, 'resumed');
  }
}

mkdirSync(HISTORIES_DIR, { recursive: true });
// Of one kind only, or all: what is unchanged need not be recorded again.
const kind = process.argv[2];
if (kind === undefined) await recordEndings();
if (kind === undefined || kind === 'markets') await recordMarkets();
if (kind === undefined || kind === 'leases') await recordLeases();
if (kind === undefined || kind === 'judges') await recordJudges();
if (kind === undefined || kind === 'restarts') await recordRestarts();
if (kind === undefined || kind === 'moves') await recordMoves();
const path = join(HISTORIES_DIR, INDEX_FILE);
const old: HistoryIndex = existsSync(path)
  ? JSON.parse(readFileSync(path, 'utf8'))
  : { histories: [] };
const kept = old.histories.filter(({ file }) => !recorded.some((fresh) => fresh.file === file));
const histories = [...kept, ...recorded].sort((a, b) => (a.file < b.file ? -1 : 1));
writeFileSync(path, `${JSON.stringify({ histories }, undefined, 2)}\n`);
console.log(`recorded ${recorded.length} histories into ${HISTORIES_DIR}`);
