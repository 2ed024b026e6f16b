import { expect, test } from 'vitest';
import { hostNeeds } from '../../../src/domain/deployment/place/host-needs.ts';
import type { JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { resolveServing } from '../../support/resolved-serving.ts';

const served = (gpus: string) => resolveServing({ engine: 'vllm', model: 'qwen3-32b', gpus });

test('a host must have the GPUs of the model, of what may stand in for it, and of its judge', async () => {
  const deployment = await served('2xh100-80');
  const fallbacks = [await served('4xh100-80')];
  const judge: JudgeSpec = {
    ...{ provider: 'openai', model: 'qwen3-32b', temperature: 0, contextTokens: null },
    ...{ outputTokensMax: 1500, slots: 8, deployment: await served('8xh100-80'), phase: 'after' },
  };
  const own = aConfigRun({ deployment });
  expect(hostNeeds(own).gpus).toEqual([{ key: 'deployment', set: '2xh100-80' }]);
  expect(hostNeeds({ ...own, fallbacks, judge }).gpus).toEqual([
    { key: 'deployment', set: '2xh100-80' },
    { key: 'judge.deployment', set: '8xh100-80' },
    { key: 'fallbacks[0]', set: '4xh100-80' },
  ]);
});
