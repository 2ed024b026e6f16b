import { expect, inject, test } from 'vitest';
import { drainHostCommand } from '../../src/cli/commands/drain-host.ts';
import { undrainHostCommand } from '../../src/cli/commands/undrain-host.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { startHost, startOrchestration, untilWaiting } from '../support/away-hosts.ts';
import { commandContext } from '../support/command-context.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { ServerPark } from '../support/server-park.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const HOST = 'gpu-drained';

test('a host is drained when the config that has it has ended, and given back by undrain', async () => {
  const gate = new Gate();
  const agent = new InProcessAgent(async () => {
    await gate.opened;
    return 'I do not know.';
  });
  const ports = { temporalAddress, agent, inferenceServer: new ServerPark() };
  await using bench = await startOrchestration(ports);
  await using _worker = await startHost(bench, HOST, ports);
  const on = (suite: string, model: string) =>
    aSuite(suite, { ...servedConfig('served', 2, { model }), host: HOST });
  const running = await bench.start(on('running', 'small'));
  await expect.poll(() => agent.inFlight, { timeout: 20_000 }).toBe(2);

  const look = { ...commandContext(temporalAddress, bench.root), json: false };
  expect(await drainHostCommand([HOST], { wait: false }, look)).toBe(0);
  const holder = configWorkflowId(running.workflowId, 'served');
  expect(look.written.stdout).toBe(`host ${HOST} drains: ${holder} ends there first\n`);

  const late = await bench.start(on('late', 'large'));
  await untilWaiting(bench, late, 'served', `${HOST}: it drains`);
  const wait = { ...commandContext(temporalAddress, bench.root), json: false };
  const drained = drainHostCommand([HOST], {}, wait);
  await expect
    .poll(() => wait.written.stdout, { timeout: 20_000 })
    .toContain(`${holder} ends there first; 1 config waits\n`);
  gate.open();
  expect(await drained).toBe(0);
  expect(wait.written.stdout.split('\n').at(-2)).toBe(
    `host ${HOST} is drained, 1 config waits for it: "durabench hosts undrain ${HOST}" gives it back`,
  );
  expect((await running.result()).configs).toMatchObject([{ counts: { planned: 2 } }]);
  expect(ports.inferenceServer.running).toEqual([]);

  const back = commandContext(temporalAddress, bench.root);
  expect(await undrainHostCommand([HOST], {}, back)).toBe(0);
  expect(JSON.parse(back.written.stdout)).toEqual({ host: HOST, draining: false });
  expect((await late.result()).configs).toMatchObject([{ counts: { planned: 2 } }]);
  expect(ports.inferenceServer.together).toBe(1);
});

test('a host that nobody uses is drained at once', async () => {
  await using bench = await startOrchestration({
    ...{ temporalAddress, agent: new InProcessAgent(() => '') },
  });
  const context = commandContext(temporalAddress, bench.root);
  expect(await drainHostCommand(['gpu-unused'], {}, context)).toBe(0);
  expect(JSON.parse(context.written.stdout)).toMatchObject({
    ...{ host: 'gpu-unused', drained: true, lease: { draining: true, waiting: [] } },
  });
  await undrainHostCommand(['gpu-unused'], {}, commandContext(temporalAddress, bench.root));
  // Undrained, it has nothing to do: its workflow ends, and undraining it again is no error.
  await bench.client.workflow.getHandle('host/gpu-unused').result();
  const again = commandContext(temporalAddress, bench.root);
  expect(await undrainHostCommand(['gpu-unused'], {}, again)).toBe(0);
});

test('what is no name of a host is refused', async () => {
  const context = commandContext(temporalAddress, '/nowhere');
  await expect(drainHostCommand(['gpu/a'], {}, context)).rejects.toThrow(
    '"gpu/a" is no name of a host: "durabench hosts" lists those there are',
  );
});
