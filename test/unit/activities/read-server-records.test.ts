import { expect, test } from 'vitest';
import { readServerRecords } from '../../../activities/read-server-records.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import type { DeploymentRecord } from '../../../src/contracts/records.ts';
import { configKeys } from '../../../src/domain/suite/artifact-keys.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';
import { TaskBench } from '../../support/task-bench.ts';

const SERVED: ServedDeployment = {
  ...{ engine: 'vllm', model: 'qwen', checkpoint: '/models/qwen', launcher: 'process' },
  ...{ flags: [], environment: {}, context: 8192, slots: 4, gpus: '2xh100-80' },
};
const HOUR_MS = 3_600_000;

test('a server whose run was terminated is not held until a resume fails to start it', async () => {
  await using bench = await TaskBench.start({ deployment: SERVED, deploymentId: 'd2' });
  const put = async (generation: number, state: DeploymentRecord['state'], hour: number) => {
    const at = new Date(hour * HOUR_MS).toISOString();
    const record: DeploymentRecord = {
      ...{ schemaVersion: 1, deploymentId: 'd2', epoch: 1, state, at },
    };
    const key = configKeys(bench.configDir).deployment(generation, 1, state);
    await putJson(bench.store, key, record);
  };
  // Its worker and its workflow were killed at once: nothing says when it ended.
  await put(1, 'healthy', 0);
  await put(2, 'stopped', 100);
  await put(3, 'healthy', 200);
  await put(3, 'lost', 201);
  const { gpuUsage } = await readServerRecords(bench.records(), bench.config, bench.configDir);
  expect(gpuUsage?.gpuHours).toBeCloseTo(2, 9);
});
