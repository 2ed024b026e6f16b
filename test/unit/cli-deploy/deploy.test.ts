import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { deployListCommand } from '../../../src/cli/commands/deploy-list.ts';
import { deployPlanCommand } from '../../../src/cli/commands/deploy-plan.ts';
import type { PlanOptions } from '../../../src/cli/deploy/planned-request.ts';
import { durabench } from '../../support/cli.ts';
import { commandContext } from '../../support/command-context.ts';

async function plan(name: string, options: PlanOptions = {}, json = false) {
  const context = commandContext('', tmpdir());
  const code = await deployPlanCommand([name], options, { ...context, json });
  return { code, out: context.written.stdout };
}

describe('durabench deploy plan', () => {
  test('ends 0 with the command when it fits', async () => {
    const { code, out } = await plan('qwen3-32b', { gpus: '2xA100-80', maxLen: 32_768 });
    expect(code).toBe(0);
    expect(out).toMatch(/^works: Qwen\/Qwen3-32B with vllm on 2xa100-80, TP 2, 32,768 tokens\n/);
    expect(out).toMatch(/\n\nvllm serve Qwen\/Qwen3-32B .*--tensor-parallel-size 2/);
    expect(out).not.toContain('nearest plans');
  });

  test('ends 1 with what to do instead when it does not', async () => {
    const { code, out } = await plan('g14');
    expect(code).toBe(1);
    expect(out).toMatch(/^fails \(KV\): meta-llama\/Llama-3.1-70B-Instruct/);
    expect(out).toMatch(/\n\nnearest plans\n {2}tight {2}context 16384/);
    expect(out).not.toContain('vllm serve');
  });

  test('prints one JSON document with names, numbers and plans', async () => {
    const { code, out } = await plan('deepseek-v3', { gpus: '8xh100-80', concurrency: 8 }, true);
    expect(code).toBe(1);
    const view = JSON.parse(out);
    expect(view).toMatchObject({
      model: 'deepseek-v3',
      gpus: '8xh100-80',
      concurrency: 8,
      verdict: 'fails',
      failing: ['MEM'],
    });
    expect(view.memoryBytes.weights).toBe(671_026_419_200 / 8);
    expect(view.nearest.length).toBeGreaterThan(0);
    for (const near of view.nearest) expect(near.command[1]).toBe('serve');
  });

  test('changes a recipe by its options, GPUs among them', async () => {
    const options = { gpus: '4xa100-80', maxLen: 4096, gpuUtil: 0.8, kvCacheDtype: 'auto' };
    const { out } = await plan('g14', options, true);
    expect(JSON.parse(out)).toMatchObject({ gpus: '4xa100-80', tensorParallel: 4, maxLen: 4096 });
  });

  test('takes a name that is both as a recipe without --gpus and as a model with it', async () => {
    expect((await plan('qwen3-14b')).out).toContain('on 1xrtx4090-24, TP 1, 32,768 tokens');
    const { out } = await plan('qwen3-14b', { gpus: '1xh100-80', checkpoint: 'fp8' });
    expect(out).toContain('Qwen/Qwen3-14B-FP8 with vllm on 1xh100-80, TP 1, 40,960 tokens');
  });

  test.each([
    ['qwen3-33b', {}, /no recipe or model "qwen3-33b" \(did you mean "qwen3-32b"\?\)/],
    ['llama-3.1-8b', {}, /on which GPUs\? .*add --gpus/],
    ['qwen3-32b', { gpus: '8xH900' }, /there is no GPU "h900"/],
    ['g14', { checkpoint: 'nvfp4' }, /llama-3.1-70b has no checkpoint "nvfp4".*known: bf16, fp8/],
  ])('refuses %s with %j', async (name, options, says) => {
    await expect(plan(name, options)).rejects.toThrow(says);
  });

  test('ends 2 on the command line when it is used wrongly', async () => {
    const wrong = await durabench(['deploy', 'plan', 'nothing'], { cwd: tmpdir() });
    expect(wrong.code).toBe(2);
    expect(wrong.stdout).toBe('');
    const share = ['deploy', 'plan', 'g14', '--gpu-util', '90'];
    expect((await durabench(share, { cwd: tmpdir() })).stderr).toContain('above 0 and up to 1');
  });
});

describe('durabench deploy list', () => {
  test('has one line a recipe with its verdict and what to use instead', async () => {
    const context = commandContext('', tmpdir());
    expect(await deployListCommand([], {}, { ...context, json: false })).toBe(0);
    const lines = context.written.stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^RECIPE +MODEL +GPUS +TOKENS +VERDICT +USE INSTEAD +ABOUT$/);
    expect(lines.find((line) => line.startsWith('g04 '))).toMatch(
      /3xh100-80 +32768 +fails MEM TP +qwen3-235b-fp8-4xh100 +AgentBusters guide, entry G4/,
    );
  });

  test('prints the same as JSON', async () => {
    const context = commandContext('', tmpdir());
    await deployListCommand([], {}, context);
    const { recipes } = JSON.parse(context.written.stdout);
    expect(recipes.find(({ id }: { id: string }) => id === 'g04')).toMatchObject({
      verdict: 'fails',
      failing: ['MEM', 'TP'],
      corrected: 'qwen3-235b-fp8-4xh100',
    });
  });
});
