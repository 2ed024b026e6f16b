import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CallLog } from '../../../activities/call-log.ts';
import { answerToFollowUp, followUpFacts } from '../../../activities/followed-answer.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import type { Reply } from '../../../src/contracts/records.ts';
import type { CompatScore } from '../../../src/domain/scoring/score.ts';
import { roundKeys } from '../../../src/domain/suite/artifact-keys.ts';
import type { JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { aConfigRun, scored } from '../../support/config-records.ts';
import { criterion, prBenchTask } from '../../support/judged-tasks.ts';

const JUDGE: JudgeSpec = {
  ...{ provider: 'openai', model: 'grader', baseUrl: 'http://judge.invalid/v1' },
  ...{ temperature: 0, contextTokens: 8192, outputTokensMax: 500, slots: 1 },
};
const CONFIG = aConfigRun({ profile: 'compat', conductDebate: true });
const TASK_DIR = 'tasks/t/k0';
const USAGE = { inputTokens: 100, outputTokens: 20, modelCalls: 1 };

const replyOf = (text: string): Reply => ({
  ...{ schemaVersion: 1, call: 1, text, usage: USAGE, answeredModel: null, finishReason: null },
  ...{ contextId: 'c-1', latencyMs: 1, receivedAt: '2026-11-23T08:00:10.000Z' },
});

async function aStore() {
  const root = await mkdtemp(join(tmpdir(), 'durabench-follow-up-'));
  onTestFinished(() => rm(root, { recursive: true }));
  return createDirectoryStore(root);
}

describe('the answer that is followed up', () => {
  async function answered(text: string, judge: JudgeSpec | undefined, isEarlier = false) {
    const store = await aStore();
    const log = new CallLog(store, roundKeys(TASK_DIR, 0).dir);
    const ending = { ...(await log.finish(replyOf(text))), ...(isEarlier && { isEarlier }) };
    const config = { ...CONFIG, ...(judge && { judge }) };
    return answerToFollowUp({ config, task: prBenchTask([criterion(1)]), log, ending });
  }

  test('is one that a judge may give points, with its conversation', async () => {
    expect(await answered('Hm.', JUDGE)).toMatchObject({ text: 'Hm.', contextId: 'c-1' });
  });

  test('is none that the original’s heuristics give no points', async () => {
    expect(await answered('Hm.', undefined)).toBeUndefined();
    expect(await answered('States the yield.', undefined)).toMatchObject({ contextId: 'c-1' });
  });

  test('is none that is only graded again', async () => {
    expect(await answered('States the yield.', JUDGE, true)).toBeUndefined();
  });
});

describe('an outcome', () => {
  const points: CompatScore = scored(0.5);

  async function factsOf(compat: CompatScore | undefined, round = 0, conducts = true) {
    const store = await aStore();
    const { followUp } = roundKeys(TASK_DIR, 0);
    await putJson(store, followUp.intent(1), {});
    await putJson(store, followUp.reply, replyOf(`${'𝛿'.repeat(100)} and more`));
    const config = conducts ? CONFIG : aConfigRun({ profile: 'compat' });
    return followUpFacts(store, config, { taskDir: TASK_DIR, round }, compat);
  }

  test('previews a rebuttal by its first 100 code points', async () => {
    const { rebuttal } = await factsOf(points);
    expect(rebuttal).toMatchObject({ received: true, preview: '𝛿'.repeat(100) });
  });

  test('without points says nothing of it, but what it cost', async () => {
    for (const compat of [scored(0), { kind: 'dropped', error: 'x' } as const, undefined]) {
      const facts = await factsOf(compat);
      expect(facts).toMatchObject({ followUp: { intents: 1, reply: { usage: USAGE } } });
      expect(facts).not.toHaveProperty('rebuttal');
    }
  });

  test('of a later round shows the rebuttal of the reply, and pays nothing', async () => {
    expect(await factsOf(points, 2)).toEqual({
      followUp: { intents: 0 },
      rebuttal: expect.objectContaining({ received: true }),
    });
  });

  test('that nobody was there to be asked about says so', async () => {
    const store = await aStore();
    const place = { taskDir: TASK_DIR, round: 1 };
    const { rebuttal } = await followUpFacts(store, CONFIG, place, points);
    expect(rebuttal).toEqual({ received: false, why: expect.stringContaining('not asked') });
  });

  test('of a config that does not ask knows nothing of it', async () => {
    expect(await factsOf(points, 0, false)).toEqual({});
  });
});
