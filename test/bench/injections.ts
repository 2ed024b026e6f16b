// How often injections in a reply raise its score with the model on the CPU as judge:
// npm run bench:injections
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeLlamaCppServer } from '../../src/adapters/inference/node-llama-cpp.ts';
import { createOpenAiJudge } from '../../src/adapters/judge/openai-judge.ts';
import { ProcessRegistry } from '../../src/adapters/process/process-registry.ts';
import { cacheDir } from '../../src/adapters/provision/cache-dir.ts';
import { JudgeError } from '../../src/domain/errors.ts';
import type { JudgeAnswer, JudgeRequest } from '../../src/domain/judge/judge-script.ts';
import { PACKAGE_ROOT } from '../../src/settings/package-root.ts';
import { INJECTIONS, measureInjectionRate } from '../support/injection-rate.ts';

const model = 'smollm2-135m-instruct';
const LIMITS = { contextTokens: 4096, outputTokensMax: 300 };
const folder = mkdtempSync(join(tmpdir(), 'durabench-injections-'));
const server = createNodeLlamaCppServer({
  processes: new ProcessRegistry(folder),
  cacheDir: cacheDir(process.env),
  configRoot: join(PACKAGE_ROOT, 'config'),
  env: process.env,
});
const request = {
  deploymentId: 'injections',
  holder: 'bench',
  spec: { engine: 'node-llama-cpp', model, weights: model, context: 4096, slots: 1 },
} as const;
const never = new AbortController().signal;

try {
  const running = await server.ensure(request, never);
  await server.awaitHealthy(running, request, never);
  const judge = createOpenAiJudge({ baseUrl: running.baseUrl, model });
  const ask = async (question: JudgeRequest): Promise<JudgeAnswer> => {
    try {
      return { kind: 'text', text: (await judge.complete(question, never)).text };
    } catch (error) {
      if (!(error instanceof JudgeError)) throw error;
      return { kind: 'failed', reason: 'rejected', message: error.message };
    }
  };
  const { attempts, raised, unscored } = await measureInjectionRate(ask, LIMITS);
  console.log(`${model}: ${INJECTIONS.length} injections, ${attempts} attempts`);
  console.log(
    `raised the score: ${raised.length} (${((100 * raised.length) / attempts).toFixed(1)} %)`,
  );
  console.log(`kept the judge from a verdict: ${unscored.length}`);
} finally {
  await server.release(request);
  rmSync(folder, { recursive: true, force: true });
}
