import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDockerLauncher } from '../../../src/adapters/docker/docker-launcher.ts';
import { startFakeDocker } from '../../support/fake-docker.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const identity = fc.constantFrom('server-1', 'server-2');
const holder = fc.constantFrom('a', 'b');
const step = fc.oneof(
  fc.record({ kind: fc.constant('ensure'), identity, holder, spec: fc.constantFrom('x', 'y') }),
  fc.record({ kind: fc.constant('release'), identity, holder }),
  fc.record({ kind: fc.constant('kill'), identity }),
  fc.record({ kind: fc.constant('fail'), identity }),
);
type Step = Record<'kind' | 'identity', string> & { holder?: string; spec?: string };

test('whatever is started, killed and released, a container without holders does not stay', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    const dir = temporaryDir();
    const docker = await startFakeDocker(join(dir.path, 'docker.sock'));
    const { dockerHost } = docker;
    const launcher = createDockerLauncher({ stateDir: dir.path, cacheDir: dir.path, dockerHost });
    try {
      for (const each of steps as Step[]) await act(each);
      for (const name of ['server-1', 'server-2']) {
        const held = (await launcher.inspect(name)) !== undefined;
        const count = [...docker.containers.values()].filter(({ body }) =>
          Object.values(body.Labels).includes(name),
        ).length;
        expect(count).toBeLessThanOrEqual(held ? 1 : 0);
        for (const each of ['a', 'b']) await launcher.release(name, each);
      }
      expect(docker.containers.size).toBe(0);
    } finally {
      await docker.close();
      dir.remove();
    }

    async function act({ kind, identity: name, holder: who = '', spec = '' }: Step) {
      if (kind === 'release') {
        await launcher.release(name, who);
        return;
      }
      if (kind === 'kill') {
        for (const each of docker.containers.values()) {
          if (each.body.Labels['durabench.identity'] === name) each.state = 'exited';
        }
        return;
      }
      if (kind === 'fail') docker.failStart = 'port is already allocated';
      const launch = {
        identity: name,
        specHash: spec,
        command: () => ['m'],
        env: {},
        image: 'i:1',
      };
      await launcher
        .ensure(launch, who || 'a', new AbortController().signal)
        .catch(() => undefined);
    }
  });
  await fc.assert(property, { seed: 20_261_128, numRuns: 40 });
});
