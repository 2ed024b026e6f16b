import { expect, test } from 'vitest';
import { deploymentId } from '../../../src/domain/deployment/deployment-id.ts';
import type { DeploymentSpec } from '../../../src/domain/suite/config-run.ts';

const spec: DeploymentSpec = {
  engine: 'node-llama-cpp',
  model: 'smollm2-135m-instruct',
  weights: 'smollm2-135m-instruct',
  context: 2048,
  slots: 2,
};

test('the order in which a spec is written does not change its identity', () => {
  const reversed = Object.fromEntries(Object.entries(spec).reverse()) as unknown as DeploymentSpec;
  expect(deploymentId(reversed)).toBe(deploymentId(spec));
});

test.each([{ context: 4096 }, { slots: 3 }, { threads: 1 }, { weights: '/models/other.gguf' }])(
  'a server with %o is another one',
  (change) => {
    expect(deploymentId({ ...spec, ...change } as DeploymentSpec)).not.toBe(deploymentId(spec));
  },
);

test('ids are stable: running servers and stored records are found by them', () => {
  expect(deploymentId(spec)).toBe('38a5b85da48a');
});
