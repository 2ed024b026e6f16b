import { z } from 'zod';
import { DATASET_TYPES, type Task } from '../domain/dataset/task.ts';
import { AGENT_ERROR_CAUSES } from '../domain/errors.ts';
import { FAILED_REASONS, UNSCORED_REASONS } from '../domain/scoring/score.ts';
import { TOOL_SUPPORTS } from './agent-protocol.ts';
import {
  BizFinBenchSourceSchema,
  GdpvalSourceSchema,
  PrBenchSourceSchema,
  PublicCsvSourceSchema,
} from './judged-source.ts';
import { CryptoSourceSchema } from './market.ts';

/** Points to immutable bytes in the artifact store. The only thing about content in a history. */
const ArtifactRefSchema = z.strictObject({
  key: z.string().min(1).max(1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
});
export type ArtifactRef = z.infer<typeof ArtifactRefSchema>;

const Tolerance = z.strictObject({ relative: z.number().min(0), absolute: z.number().min(0) });

const GoldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    value: z.number(),
    unit: z.enum(['percent', 'ratio', 'currency', 'years', 'count', 'none']),
    tolerance: Tolerance,
    formatted: z.string(),
  }),
  z.strictObject({ kind: z.literal('text'), formatted: z.string() }),
  z.strictObject({
    kind: z.literal('fields'),
    fields: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
    tolerance: Tolerance,
    formatted: z.string(),
  }),
]);

const OptionsSourceSchema = z.strictObject({
  kind: z.literal('options'),
  question: z.string(),
  answerText: z.string(),
  groundTruth: z.record(z.string(), z.json()),
  rubric: z.array(
    z.strictObject({
      name: z.string(),
      weight: z.number().nullable(),
      description: z.string().nullable(),
    }),
  ),
  ticker: z.string().nullable(),
});

const SyntheticSourceSchema = z.strictObject({
  kind: z.literal('synthetic'),
  formatted: z.string().nullable(),
  value: z.json(),
});

const taskFacts = {
  id: z.string().min(1),
  dataset: z.enum(DATASET_TYPES),
  category: z.string(),
  difficulty: z.enum(['easy', 'medium', 'hard', 'expert']),
  question: z.string().min(1),
  steps: z.array(z.string()),
  cluster: z.string().exactOptional(),
};

export const TaskSchema = z.union([
  z.strictObject({
    ...taskFacts,
    gold: GoldSchema,
    source: z
      .discriminatedUnion('kind', [
        OptionsSourceSchema,
        SyntheticSourceSchema,
        BizFinBenchSourceSchema,
      ])
      .exactOptional(),
  }),
  z.strictObject({
    ...taskFacts,
    gold: z.strictObject({ kind: z.literal('rubric'), formatted: z.string() }),
    source: z.discriminatedUnion('kind', [
      PrBenchSourceSchema,
      GdpvalSourceSchema,
      PublicCsvSourceSchema,
    ]),
  }),
  z.strictObject({
    ...taskFacts,
    gold: z.strictObject({ kind: z.literal('market'), formatted: z.string() }),
    source: CryptoSourceSchema,
  }),
]) satisfies z.ZodType<Task>;

/** Up to 50 whole tasks: what one shard works through. */
export const SliceSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tasks: z.array(TaskSchema).min(1).max(50),
});
export type Slice = z.infer<typeof SliceSchema>;

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
