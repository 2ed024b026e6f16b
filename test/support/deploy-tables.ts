import { checkArchitecture } from '../../src/domain/deployment/plan/check-architecture.ts';
import type { GpuFacts, PlanRequest } from '../../src/domain/deployment/plan/facts.ts';
import {
  type DeploymentPlan,
  planDeployment,
} from '../../src/domain/deployment/plan/plan-deployment.ts';
import { formatGb, formatWhole } from '../../src/domain/deployment/plan/quantities.ts';
import { CATALOGUE, requestOf, type Wanted } from './catalogue.ts';

/** A row of the guide's memory table: what it calls the minimum, and what it recommends. */
interface GuideRow {
  readonly model: string;
  readonly minimum: string;
  readonly recommended: string;
  readonly maxLen: number;
}

const GUIDE: readonly GuideRow[] = [
  { model: 'qwen3-14b', minimum: '1xrtx4090-24', recommended: '1xa100-40', maxLen: 32_768 },
  { model: 'qwen3-32b', minimum: '2xrtx4090-24', recommended: '1xa100-80', maxLen: 32_768 },
  { model: 'qwen3-32b', minimum: '1xgh200-96', recommended: '1xgh200-96', maxLen: 32_768 },
  { model: 'deepseek-v3.2', minimum: '4xa100-80', recommended: '8xh100-80', maxLen: 32_768 },
  { model: 'deepseek-v3', minimum: '8xh100-80', recommended: '8xh100-80', maxLen: 32_768 },
  { model: 'deepseek-v3', minimum: '3xb200-192', recommended: '3xb200-192', maxLen: 65_536 },
  { model: 'deepseek-v3', minimum: '1xgh200-96', recommended: '1xgh200-96', maxLen: 131_072 },
  { model: 'qwen3-235b-a22b', minimum: '1xgh200-96', recommended: '1xgh200-96', maxLen: 40_960 },
  { model: 'qwen3-235b-a22b', minimum: '2xh100-80', recommended: '1xgh200-96', maxLen: 40_960 },
  { model: 'qwen3-235b-a22b', minimum: '1xb200-192', recommended: '1xb200-192', maxLen: 40_960 },
];

const COUNTS = [1, 2, 4, 8, 16];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const outcome = ({ verdict, failing }: DeploymentPlan): string => [verdict, ...failing].join(' ');

export const memoryTable = (): string =>
  table(
    [
      'model',
      'weights',
      'tokens',
      "guide's minimum",
      "guide's recommendation",
      'least that works',
      'least in FP8',
    ],
    GUIDE.map(({ model, minimum, recommended, maxLen }) => {
      const judged = (gpus: string) =>
        `${gpus}: ${outcome(planDeployment(requestOf(model, gpus, { maxLen })))}`;
      const { checkpoint } = requestOf(model, minimum);
      return [
        model,
        `${formatGb(checkpoint.bytes)} ${checkpoint.format}`,
        formatWhole(maxLen),
        judged(minimum),
        judged(recommended),
        leastThatWorks(model, { maxLen }),
        leastThatWorks(model, { maxLen, checkpoint: 'fp8' }),
      ];
    }),
  );

/** Of all data-centre sets of 1, 2, 4, 8 or 16 GPUs the one with the least memory. */
function leastThatWorks(model: string, wanted: Wanted): string {
  const sets = CATALOGUE.gpus
    .filter(({ dataCentre, perNode }) => dataCentre && perNode > 1)
    .flatMap((gpu) => COUNTS.map((count) => ({ count, gpu, bytes: count * gpu.hbmBytes })))
    .sort((a, b) => a.bytes - b.bytes);
  const least = sets.find(({ count, gpu }) => {
    const request = requestOf(model, `${count}x${gpu.id}`, wanted);
    return planDeployment(request).verdict === 'works';
  });
  if (least === undefined) return 'none';
  return `${least.count}x${least.gpu.id}`;
}

export const hardwareTable = (): string =>
  table(
    [
      'GPU',
      'capability',
      'usable',
      'bf16',
      'FP8 weights',
      'FP8 KV',
      'latent attention',
      'its FP8 KV',
      'sparse latent',
      'NVFP4',
    ],
    CATALOGUE.gpus.map((gpu) => [
      gpu.name,
      gpu.capability.toFixed(1),
      formatGb(gpu.hbmBytes),
      support(gpu, 'qwen3-32b'),
      support(gpu, 'qwen3-32b', { checkpoint: 'fp8' }),
      support(gpu, 'qwen3-32b', { kvCacheDtype: 'fp8' }),
      support(gpu, 'deepseek-v3', { checkpoint: 'bf16' }),
      support(gpu, 'deepseek-v3', { checkpoint: 'bf16', kvCacheDtype: 'fp8' }),
      support(gpu, 'deepseek-v3.2'),
      support(gpu, 'deepseek-r1', { checkpoint: 'nvfp4' }),
    ]),
  );

function support(gpu: GpuFacts, model: string, wanted: Wanted = {}): string {
  const request: PlanRequest = { ...requestOf(model, '1xh100-80', wanted), gpu };
  const { state, text } = checkArchitecture(request);
  if (state === 'fails') return 'no';
  if (text.includes('Marlin')) return 'in 16 bits';
  return text.includes('Triton') ? 'Triton' : 'yes';
}
