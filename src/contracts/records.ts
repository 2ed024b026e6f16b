import { z } from 'zod';
import { DATASET_TYPES } from '../domain/dataset/task.ts';
import { AGENT_ERROR_CAUSES } from '../domain/errors.ts';
import { JUDGE_FAILURES } from '../domain/judge/judge-script.ts';
import { PROFILES } from '../domain/scoring/profile.ts';
import { FAILED_REASONS, UNSCORED_REASONS } from '../domain/scoring/score.ts';
import { TOOL_SUPPORTS } from './agent-protocol.ts';

/** Points to immutable bytes in the artifact store. The only thing about content in a history. */
const ArtifactRefSchema = z.strictObject({
  key: z.string().min(1).max(1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
});
export type ArtifactRef = z.infer<typeof ArtifactRefSchema>;

/** `manifest.json`: the sampled tasks in order. */
export const ManifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  configId: z.string(),
  /** SHA-256 of each dataset's tasks before sampling. */
  datasets: z.array(
    z.strictObject({ type: z.enum(DATASET_TYPES), tasks: z.int(), sha256: z.string() }),
  ),
  tasks: z.array(
    z.strictObject({ id: z.string(), dataset: z.enum(DATASET_TYPES), sha256: z.string() }),
  ),
  slices: z.array(ArtifactRefSchema),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** Written before every paid call; the reply may be lost, the intent is not. */
export const CallIntentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  call: z.int().min(1),
  /** Deterministic: an agent that knows it already answers from its own memory. */
  messageId: z.string(),
  deploymentId: z.string().exactOptional(),
  activityAttempt: z.int().min(1),
  startedAt: z.iso.datetime(),
});
export type CallIntent = z.infer<typeof CallIntentSchema>;

/** Stored as soon as the agent names its task, so that a later attempt asks for it, not anew. */
export const CallTaskSchema = z.strictObject({ agentUrl: z.string(), a2aTaskId: z.string() });

export const UsageSchema = z.strictObject({
  inputTokens: z.int().min(0).nullable(),
  outputTokens: z.int().min(0).nullable(),
  /** Calls the agent made to its model. */
  modelCalls: z.int().min(0).nullable(),
});

/** `reply.json`: the first complete reply; later ones are kept under `calls/` and never graded. */
export const ReplySchema = z.strictObject({
  schemaVersion: z.literal(1),
  call: z.int().min(1),
  text: z.string(),
  usage: UsageSchema,
  /** The model id as the endpoint answered it; null when the agent does not report it. */
  answeredModel: z.string().nullable(),
  finishReason: z.string().nullable(),
  /** How many tools the agent called, what became of the offer, and what it warns of; if it reports them. */
  toolCalls: z.int().min(0).exactOptional(),
  toolSupport: z.enum(TOOL_SUPPORTS).exactOptional(),
  warnings: z.array(z.string()).readonly().exactOptional(),
  /** Of decisions: the agent's conversation. */
  contextId: z.string().exactOptional(),
  latencyMs: z.number().min(0),
  receivedAt: z.iso.datetime(),
  deploymentId: z.string().exactOptional(),
});
export type Reply = z.infer<typeof ReplySchema>;

/** `calls/<n>.error.json`: how a call ended that gave no reply. */
export const CallErrorSchema = z.strictObject({
  cause: z.enum(AGENT_ERROR_CAUSES),
  message: z.string(),
  at: z.iso.datetime(),
});

const ScoredSchema = z.strictObject({
  kind: z.literal('scored'),
  value: z.number(),
  max: z.number(),
  correct: z.boolean(),
  subScores: z.record(z.string(), z.number()),
  feedback: z.string(),
});

export const ScoreSchema = z.discriminatedUnion('kind', [
  ScoredSchema,
  z.strictObject({
    kind: z.literal('failed'),
    reason: z.enum(FAILED_REASONS),
    message: z.string(),
  }),
  z.strictObject({
    kind: z.literal('unscored'),
    reason: z.enum(UNSCORED_REASONS),
    retryable: z.boolean(),
    message: z.string(),
  }),
]);

const CompatScoreSchema = z.discriminatedUnion('kind', [
  ScoredSchema,
  z.strictObject({ kind: z.literal('dropped'), error: z.string() }),
]);

/** How a judge came to a grade. */
const JudgedSchema = z.strictObject({
  profile: z.enum(PROFILES),
  /** Name and version of the wording; `compat` for that of the original. */
  prompt: z.string(),
  /** Hash of wording and limits: grades of one hash are comparable. */
  promptHash: z.string(),
  /** Asked for, and as it answered. */
  model: z.string(),
  answeredModel: z.string().nullable(),
  /** Questions answered, by the judge or from its stored answers. */
  questions: z.int().min(0),
  /** Requests begun for this grade. */
  requests: z.int().min(0),
  /** The grade of an earlier run, which asked this judge the same about the same reply. */
  isCached: z.boolean(),
  /** Questions with parts cut to fit. */
  trimmed: z.int().min(0),
  inputTokens: z.int().min(0).nullable(),
  outputTokens: z.int().min(0).nullable(),
  /** Folder of requests and answers. */
  folder: z.string(),
});
export type Judged = z.infer<typeof JudgedSchema>;

/** `judge/…/NNN.answer.json`: one question to the judge and what came of it. */
export const JudgeAnswerRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Of prompt, texts and limits: another question has another answer. */
  requestSha256: z.string(),
  prompt: z.string(),
  answer: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({
      kind: z.literal('failed'),
      reason: z.enum(JUDGE_FAILURES),
      message: z.string(),
    }),
  ]),
  answeredModel: z.string().nullable(),
  finishReason: z.string().nullable(),
  inputTokens: z.int().min(0).nullable(),
  outputTokens: z.int().min(0).nullable(),
  latencyMs: z.number().min(0),
  trims: z.array(
    z.strictObject({ part: z.string(), keptChars: z.int().min(0), ofChars: z.int().min(0) }),
  ),
  at: z.iso.datetime(),
});
export type JudgeAnswerRecord = z.infer<typeof JudgeAnswerRecordSchema>;

/** `verdicts/<key>.json`: a grade that later runs may use again. */
export const VerdictRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  score: ScoredSchema,
  answeredModel: z.string().nullable(),
  questions: z.int().min(0),
  trimmed: z.int().min(0),
  /** Where its requests and answers are. */
  folder: z.string(),
});
export type VerdictRecord = z.infer<typeof VerdictRecordSchema>;

/** `debate/unanswered.json`: why the follow-up question has no answer. */
export const UnansweredSchema = z.strictObject({ why: z.string(), at: z.iso.datetime() });

/** What came of the original's follow-up question about an answer. It changes no score. */
const RebuttalSchema = z.discriminatedUnion('received', [
  /** `preview`: the first 100 code points. */
  z.strictObject({ received: z.literal(true), preview: z.string(), reply: ArtifactRefSchema }),
  z.strictObject({ received: z.literal(false), why: z.string() }),
]);
export type Rebuttal = z.infer<typeof RebuttalSchema>;

/** `outcome.json`: the commit point of a task in a round; all that aggregation reads. */
export const OutcomeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  taskId: z.string(),
  dataset: z.enum(DATASET_TYPES),
  category: z.string(),
  cluster: z.string().exactOptional(),
  repeat: z.int().min(0),
  round: z.int().min(0),
  score: ScoreSchema,
  /** What the original would have made of it; in profiles `compat` and `both`. */
  compat: CompatScoreSchema.exactOptional(),
  /** The reply that `compat` grades, where it is another one than `reply`. */
  compatReply: ArtifactRefSchema.exactOptional(),
  /** Where the config asks the follow-up question and `compat` gives points. */
  rebuttal: RebuttalSchema.exactOptional(),
  /** Paid calls that were begun. */
  intents: z.int().min(0),
  /** Intents whose reply was not used: lost, failed or late. */
  redundantCalls: z.int().min(0),
  usage: UsageSchema,
  /** Null when the model's price or the usage is not known. */
  costUsd: z.number().min(0).nullable(),
  answeredModel: z.string().nullable(),
  latencyMs: z.number().min(0).nullable(),
  finishedAt: z.iso.datetime(),
  deploymentId: z.string().exactOptional(),
  /** The reply that was graded. */
  reply: ArtifactRefSchema.exactOptional(),
  /** What a judge had to do with it, one entry a profile. */
  judged: z.array(JudgedSchema).exactOptional(),
});
export type Outcome = z.infer<typeof OutcomeSchema>;

/** What can be reached now; run activities wait on it instead of failing tasks. */
export const DeploymentRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  deploymentId: z.string(),
  epoch: z.int().min(1),
  state: z.enum(['healthy', 'lost', 'abandoned', 'stopped']),
  /** Where the agent listens; present when healthy. */
  agentUrl: z.string().exactOptional(),
  modelUrl: z.string().exactOptional(),
  /** What the endpoint said of itself: its model list. */
  models: z.array(z.string()).exactOptional(),
  reason: z.string().exactOptional(),
  at: z.iso.datetime(),
});
export type DeploymentRecord = z.infer<typeof DeploymentRecordSchema>;
