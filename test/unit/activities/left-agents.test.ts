import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ConfigScope } from '../../../activities/contract.ts';
import { hostActivities } from '../../../activities/index.ts';
import type { TaskPhase } from '../../../src/domain/suite/artifact-keys.ts';
import type { ConfigRun, DeploymentSpec, JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { FakeAgentHost, FakeInferenceServer } from '../../support/fake-hosts.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

const server = (model: string): DeploymentSpec => ({
  ...{ engine: 'node-llama-cpp', model, weights: model, context: 8_192, slots: 2 },
});
const JUDGE: JudgeSpec = {
  ...{ provider: 'openai', model: 'grader', deployment: server('grader'), deploymentId: 'd-judge' },
  ...{ temperature: 0, contextTokens: 8_192, outputTokensMax: 100, slots: 1, phase: 'after' },
};
const OWN: Partial<ConfigRun> = { deployment: server('tiny'), deploymentId: 'd-tiny' };

/** A host whose lease one config has left with its server of a phase, and who else has it now. */
async function hostLeftIn(phase: TaskPhase) {
  const bench = await TaskBench.start({ ...OWN, judge: JUDGE });
  const workDir = await mkdtemp(join(tmpdir(), 'durabench-left-'));
  onTestFinished(async () => {
    await bench[Symbol.asyncDispose]();
    await rm(workDir, { recursive: true, force: true });
  });
  const agentHost = new FakeAgentHost();
  const inferenceServer = new FakeInferenceServer();
  const host = hostActivities({
    ...{ records: bench.records(), agentHost, serverFor: () => inferenceServer },
    workDir,
  });
  const left: ConfigScope = { ...bench.scope, scope: { ...bench.scope.scope, phase } };
  const next = await bench.addConfig({ configId: 'next', ...OWN, judge: JUDGE });
  await activity().run(() => host.ensureServer(left, { host: 'local', epoch: 1 }));
  return { host, next, agentHost, agentId: bench.configDir };
}

test('the agent of a config that left its server while it answered is stopped by the next', async () => {
  const { host, next, agentHost, agentId } = await hostLeftIn('answer');
  await activity().run(() => host.ensureServer(next, { host: 'local', epoch: 2 }));
  expect(agentHost.released).toMatchObject([{ agentId }]);
});

test('an agent may run again, without the lease, when the server that its config left was the judge’s', async () => {
  const { host, next, agentHost } = await hostLeftIn('grade');
  await activity().run(() => host.ensureServer(next, { host: 'local', epoch: 2 }));
  await activity().run(() => host.stopLeasedServer({ host: 'local', epoch: 2 }));
  expect(agentHost.released).toMatchObject([{ agentId: expect.stringContaining('/next') }]);
});
