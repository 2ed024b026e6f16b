import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { findJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { type Judged, VerdictRecordSchema } from '../src/contracts/records.ts';
import type { AskedTask } from '../src/domain/dataset/task.ts';
import { atTemperature } from '../src/domain/judge/at-temperature.ts';
import type { FileText } from '../src/domain/judge/judge-gdpval.ts';
import type { JudgeLimits } from '../src/domain/judge/judge-limits.ts';
import { type JudgePrompt, promptHash, sha256Of } from '../src/domain/judge/judge-prompt.ts';
import { rubricSha256, verdictKey } from '../src/domain/judge/verdict-key.ts';
import { compatJudgeOf, judgeCompat } from '../src/domain/scoring/compat/judge-compat.ts';
import { planCorrected } from '../src/domain/scoring/grade-corrected.ts';
import type { CompatScore, Score } from '../src/domain/scoring/score.ts';
import { roundKeys, verdictRecordKey } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun, JudgeSpec } from '../src/domain/suite/config-run.ts';
import {
  askAsOriginal,
  askWithPatience,
  type JudgePorts,
  type PlayedScript,
  playScript,
} from './judge-session.ts';
import type { GradedReply } from './outcome.ts';

export interface JudgeCase {
  readonly task: AskedTask;
  readonly config: ConfigRun;
  readonly judge: JudgeSpec;
  readonly limits: JudgeLimits;
  readonly taskDir: string;
  readonly round: number;
  /** An earlier grade of the same does not count: this one is asked for anew. */
  readonly isFresh: boolean;
}

export interface JudgedScore<Grade> {
  readonly score: Grade;
  /** Absent when no judge was needed. */
  readonly judged?: Judged;
  readonly fatal?: PlayedScript<Grade>['fatal'];
}

const FINGERPRINT_CHARS = 12;

/** The score of a reply in profile `corrected`: by rules, from an earlier grade, or by the judge. */
export async function judgeCorrected(
  judgeCase: JudgeCase,
  { reply, ref }: GradedReply,
  fileTexts: readonly FileText[],
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<JudgedScore<Score>> {
  const { task, config, judge, limits, taskDir, round, isFresh } = judgeCase;
  const tokensMax = 'model' in config.agent ? config.agent.model?.maxTokens : undefined;
  const plan = planCorrected(task, reply, tokensMax, { limits, fileTexts });
  if (plan.kind === 'rules') return { score: plan.score };
  const hash = wordingHash(plan.prompt, judgeCase);
  const cacheKey = verdictRecordKey(
    verdictKey({
      replySha256: ref.sha256,
      rubricSha256: rubricSha256(
        task,
        fileTexts.map(({ text }) => text),
      ),
      promptHash: hash,
      model: judge.model,
    }),
  );
  const facts = {
    profile: 'corrected',
    prompt: plan.prompt.name,
    promptHash: hash,
    model: judge.model,
  } as const;
  if (!isFresh) {
    const known = await findJson(ports.store, cacheKey, VerdictRecordSchema);
    if (known !== undefined) {
      const { score, schemaVersion: _version, ...origin } = known;
      const unpaid = { requests: 0, inputTokens: null, outputTokens: null };
      return { score, judged: { ...facts, ...origin, ...unpaid, isCached: true } };
    }
  }
  const fingerprint = sha256Of({ hash, model: judge.model }).slice(0, FINGERPRINT_CHARS);
  const keys = roundKeys(taskDir, round).judge('corrected', fingerprint);
  const ask = askWithPatience(ports, keys, signal);
  const { grade, fatal, ...effort } = await playScript(
    atTemperature(plan.start(), judge.temperature),
    ports,
    keys,
    ask,
  );
  const judged = { ...facts, ...effort, isCached: false, folder: keys.dir };
  if (grade.kind === 'scored') {
    const { answeredModel, questions, trimmed, folder } = judged;
    const record = { schemaVersion: 1, score: grade, answeredModel, questions, trimmed, folder };
    await putJson(ports.store, cacheKey, record);
  }
  return { score: grade, judged, ...(fatal && { fatal }) };
}

/** Grades at another temperature are other grades. */
function wordingHash(prompt: JudgePrompt, { limits, judge: { temperature } }: JudgeCase): string {
  const hash = promptHash(prompt, limits);
  return temperature === 0 ? hash : sha256Of({ hash, temperature });
}

/** What the original makes of a reply with this judge. */
export async function judgeOriginal(
  judgeCase: JudgeCase,
  replyText: string,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<JudgedScore<CompatScore>> {
  const { task, judge, taskDir, round } = judgeCase;
  const settings = compatJudgeOf(task.dataset, judge);
  const hash = sha256Of({ compat: task.dataset, ...settings });
  const keys = roundKeys(taskDir, round).judge('compat', hash.slice(0, FINGERPRINT_CHARS));
  const ask = askAsOriginal(ports, keys, settings.model, signal);
  const script = judgeCompat(task, replyText, settings);
  const { grade, fatal: _fatal, ...effort } = await playScript(script, ports, keys, ask);
  if (effort.questions === 0) return { score: grade };
  const prompt = { profile: 'compat', prompt: 'compat', promptHash: hash } as const;
  return {
    score: grade,
    judged: { ...prompt, model: settings.model, ...effort, isCached: false, folder: keys.dir },
  };
}

/** Texts of a task's files, as far as they could be read. */
export async function readFileTexts(
  { source }: AskedTask,
  store: Pick<ArtifactStore, 'get'>,
): Promise<readonly FileText[]> {
  if (source?.kind !== 'gdpval') return [];
  const read = source.files.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]));
  return Promise.all(
    read.map(async ({ name, text }) => ({
      name,
      text: new TextDecoder().decode(await store.get(text.key)),
    })),
  );
}
