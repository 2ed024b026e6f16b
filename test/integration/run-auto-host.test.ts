import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { putHost } from '../../src/adapters/artifacts/host-records.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { hostsCommand } from '../../src/cli/commands/hosts.ts';
import { ConfigRunSchema } from '../../src/contracts/config-run.ts';
import { configKeys, configRoot, runRoot } from '../../src/domain/suite/artifact-keys.ts';
import { hostRules } from '../../src/host-rules.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';
import { commandContext } from '../support/command-context.ts';
import { configOf, FakeInferenceServer } from '../support/fake-hosts.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import { aHost } from '../support/known-hosts.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const POWER = { allowCommand: false, trustRemoteCode: [] };

/** A host whose engine notes what it serves, and whose agents note for whom they are asked. */
function aBox() {
  const asked = new Set<string>();
  const agent = new InProcessAgent((request) => {
    asked.add(configOf(request));
    return 'I do not know.';
  });
  const inferenceServer = new FakeInferenceServer();
  return { asked, ports: { agent, inferenceServer } };
}

const served = (id: string, model: string, gpus: string) => ({
  ...{ ...referenceConfig(id, 4), agent: 'builtin' as const, host: 'auto' },
  deployment: { engine: 'vllm' as const, model, gpus, context: 8192 },
});

test('each config with host: auto runs on the host that was chosen for it, side by side', async () => {
  const [a, b] = [aBox(), aBox()];
  const rules = hostRules(join(PACKAGE_ROOT, 'config'), POWER, {});
  await using bench = await SuiteBench.start({ temporalAddress, ...a.ports, rules, host: 'gpu-a' });
  await using _other = await SuiteBench.start({
    ...{ temporalAddress, ...b.ports, rules, host: 'gpu-b', root: bench.root },
    roles: ['host', 'run'],
  });
  await putHost(bench.store, aHost('gpu-a', '1xh100-80'));
  await putHost(bench.store, aHost('gpu-b', '2xh100-80'));
  const suite = aSuite(
    'placed',
    served('narrow', 'llama-3.1-8b', '1xh100-80'),
    served('wide', 'qwen3-32b', '2xh100-80'),
    { ...referenceConfig('floor', 3), host: 'auto' },
  );
  const { configs } = await (await bench.start(suite)).result();
  expect(configs.map(({ configId, counts, error }) => [configId, counts.scored, error])).toEqual([
    ['narrow', 4, undefined],
    ['wide', 4, undefined],
    ['floor', 3, undefined],
  ]);
  expect([...a.asked].sort()).toEqual(['floor', 'narrow']);
  expect([...b.asked]).toEqual(['wide']);
  // Each server ran where its config did, under a lease of that host.
  expect(a.ports.inferenceServer.starts).toBe(1);
  expect(b.ports.inferenceServer.starts).toBe(1);
  const placementOf = async (id: string) => {
    const { run } = configKeys(configRoot(runRoot(suite.suite, suite.runKey), id));
    return (await getJson(bench.store, run, ConfigRunSchema)).placement;
  };
  expect(await placementOf('wide')).toMatchObject({
    host: 'gpu-b',
    reason: expect.stringContaining('gpu-a has 1xh100-80, 2xh100-80 is needed'),
  });
  expect(await placementOf('narrow')).toMatchObject({
    host: 'gpu-a',
    reason: expect.stringContaining('gpu-b would take'),
  });

  await putHost(bench.store, aHost('gpu-gone', '8xh100-80'));
  const context = commandContext(temporalAddress, bench.root);
  expect(await hostsCommand([], {}, context)).toBe(0);
  expect(JSON.parse(context.written.stdout)).toMatchObject({
    hosts: [
      { host: 'gpu-a', polled: true },
      { host: 'gpu-b', polled: true },
      { host: 'gpu-gone', polled: false },
    ],
  });
});
