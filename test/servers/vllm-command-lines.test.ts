import { beforeAll, expect, inject, test } from 'vitest';
import { recipeRequest } from '../../src/adapters/catalogue/recipe-request.ts';
import { planDeployment } from '../../src/domain/deployment/plan/plan-deployment.ts';
import { serveCommand } from '../../src/domain/deployment/plan/serve-arguments.ts';
import { CATALOGUE } from '../support/catalogue.ts';
import { checkArguments } from '../support/real-vllm/check-arguments.ts';

const vllm = inject('vllm');

const catalogued = CATALOGUE.recipes
  .filter(({ engine }) => engine === 'vllm')
  .flatMap((recipe) => {
    const command = serveCommand(planDeployment(recipeRequest(recipe, CATALOGUE)));
    return command === undefined ? [] : [{ id: recipe.id, command }];
  });

const SERVE = ['vllm', 'serve', 'owner/model'];
const wrong = [
  { words: ['--swap-space', '4'], says: 'unrecognized arguments' },
  { words: ['--tensor-parallel', '2'], says: 'unrecognized arguments' },
  { words: ['--kv-cache-dtype', 'int8'], says: 'invalid choice' },
  { words: ['--gpu-memory-utilization', '1.5'], says: 'less than or equal to 1' },
  { words: ['--quantization', 'bitsandbytes'], says: 'bitsandbytes' },
  { words: ['--tool-call-parser', 'qwen'], says: 'qwen' },
  { words: ['--reasoning-parser', 'qwen'], says: 'qwen' },
  { words: ['--enable-auto-tool-choice'], says: '--tool-call-parser' },
];

let verdicts: readonly string[];
beforeAll(async () => {
  if (vllm === undefined) return;
  const commands = [
    ...catalogued.map(({ command }) => command),
    ...wrong.map(({ words }) => [...SERVE, ...words]),
  ];
  verdicts = await checkArguments(commands, vllm);
}, 300_000);

test.skipIf(vllm === undefined)('vLLM takes the command of every recipe that works', () => {
  expect(catalogued.length).toBeGreaterThan(20);
  const refused = catalogued.flatMap(({ id, command }, index) =>
    verdicts[index] === '' ? [] : [`${id}: ${verdicts[index]}: ${command.join(' ')}`],
  );
  expect(refused).toEqual([]);
});

test.skipIf(vllm === undefined).each(wrong.map((each, index) => ({ ...each, index })))(
  'vLLM refuses $words',
  ({ says, index }) => {
    expect(verdicts[catalogued.length + index]).toContain(says);
  },
);
