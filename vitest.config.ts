import { defineConfig } from 'vitest/config';

const layer = (name: string, options: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});
// Tests of one file share a server or a process table; two files at once would share two cores too.
const serial = { fileParallelism: false, pool: 'forks' as const };
const temporal = {
  testTimeout: 120_000,
  hookTimeout: 60_000,
  globalSetup: 'test/support/temporal-server.ts',
  ...serial,
};

export default defineConfig({
  test: {
    projects: [
      layer('unit'),
      layer('property', { testTimeout: 30_000 }),
      layer('replay', { testTimeout: 60_000, ...serial }),
      layer('parity'),
      layer('integration', temporal),
      // Hosts and servers that die and come back: minutes of waiting for what does not answer.
      layer('hosts', temporal),
      layer('crash', { testTimeout: 300_000, hookTimeout: 60_000, ...serial }),
      layer('servers', {
        testTimeout: 600_000,
        hookTimeout: 600_000,
        globalSetup: 'test/support/real-vllm/global-setup.ts',
        ...serial,
      }),
      layer('package', { testTimeout: 120_000, hookTimeout: 600_000, ...serial }),
      layer('e2e', { testTimeout: 600_000, hookTimeout: 120_000, ...serial }),
      // From the command line through whole days of work: minutes, most of them the CPU model's thinking.
      layer('journeys', { ...temporal, testTimeout: 600_000, hookTimeout: 120_000 }),
    ],
  },
});
