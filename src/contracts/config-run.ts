import { z } from 'zod';
import { SAMPLING_STRATEGIES } from '../domain/sampling/sampling.ts';
import { RUN_PROFILES } from '../domain/scoring/profile.ts';
import { type ConfigRun, MODEL_PROVIDERS } from '../domain/suite/config-run.ts';
import { ConfigPlacementSchema } from './config-placement.ts';
import { ResolvedDatasetSchema } from './resolved-dataset.ts';

const Secret = z.string().regex(/^\$\{[A-Z_][A-Z0-9_]*\}$/);

const PriceSchema = z.strictObject({ input: z.number(), output: z.number() });

const ModelSettingsSchema = z.strictObject({
  model: z.string(),
  temperature: z.number(),
  maxTokens: z.int(),
  tools: z.boolean(),
  provider: z.enum(MODEL_PROVIDERS).exactOptional(),
  apiKey: Secret.exactOptional(),
});

const AgentSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('builtin'), model: ModelSettingsSchema }),
  z.strictObject({ kind: z.enum(['do-nothing', 'oracle', 'buy-and-hold', 'rules']) }),
  z.strictObject({ kind: z.literal('noisy-oracle'), accuracy: z.number(), seed: z.int() }),
  z.strictObject({ kind: z.literal('random-trader'), seed: z.int() }),
  z.strictObject({ kind: z.literal('url'), url: z.string() }),
  z.strictObject({
    kind: z.literal('command'),
    command: z.array(z.string()),
    model: ModelSettingsSchema.exactOptional(),
  }),
]);

export const ServedDeploymentSchema = z.strictObject({
  engine: z.enum(['vllm', 'tensorrt-llm']),
  model: z.string(),
  checkpoint: z.string(),
  launcher: z.enum(['process', 'docker']),
  image: z.string().exactOptional(),
  flags: z.array(z.string()).readonly(),
  environment: z.record(z.string(), z.string()),
  context: z.int(),
  slots: z.int(),
  toolParser: z.string().exactOptional(),
  gpus: z.string().exactOptional(),
  recipe: z.string().exactOptional(),
});

export const DeploymentSpecSchema = z.discriminatedUnion('engine', [
  z.strictObject({
    engine: z.literal('node-llama-cpp'),
    model: z.string(),
    weights: z.string(),
    context: z.int(),
    slots: z.int(),
    threads: z.int().exactOptional(),
  }),
  z.strictObject({
    engine: z.literal('external'),
    model: z.string(),
    baseUrl: z.string(),
    slots: z.int(),
    apiKey: Secret.exactOptional(),
  }),
  z.strictObject({
    engine: z.literal('anthropic'),
    model: z.string(),
    baseUrl: z.string(),
    slots: z.int(),
    apiKey: Secret,
  }),
  ServedDeploymentSchema,
]);

const JudgeSpecSchema = z.strictObject({
  provider: z.enum(MODEL_PROVIDERS),
  model: z.string(),
  baseUrl: z.string().exactOptional(),
  apiKey: Secret.exactOptional(),
  temperature: z.number().nullable(),
  contextTokens: z.int().nullable(),
  outputTokensMax: z.int(),
  slots: z.int(),
  requestsPerMinute: z.int().exactOptional(),
  price: PriceSchema.exactOptional(),
  deployment: DeploymentSpecSchema.exactOptional(),
  deploymentId: z.string().exactOptional(),
  phase: z.literal('after').exactOptional(),
});

const BudgetSchema = z.strictObject({
  hours: z.number().exactOptional(),
  tokens: z.int().exactOptional(),
  usd: z.number().exactOptional(),
});

const StorageChoiceSchema = z.strictObject({
  storePredicted: z.boolean(),
  predictedMaxChars: z.int().exactOptional(),
  storeQuestion: z.boolean(),
  storeExpected: z.boolean(),
  truncate: z.boolean(),
});

export const HostChangeSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  generation: z.int(),
  waitedMs: z.number(),
  at: z.iso.datetime(),
});

/** `run.json`, and `moves/gNN.json` of one that has moved: one config with everything resolved. */
export const ConfigRunSchema = z.strictObject({
  schemaVersion: z.literal(1),
  suite: z.string(),
  runKey: z.string(),
  configId: z.string(),
  host: z.string(),
  hostPatience: z.strictObject({ minutes: z.number(), mayMove: z.boolean() }).exactOptional(),
  moves: z.array(HostChangeSchema).readonly().exactOptional(),
  placement: ConfigPlacementSchema.exactOptional(),
  agent: AgentSpecSchema,
  deployment: DeploymentSpecSchema.exactOptional(),
  deploymentId: z.string().exactOptional(),
  fallbacks: z.array(ServedDeploymentSchema).exactOptional(),
  judge: JudgeSpecSchema.exactOptional(),
  evalConfig: z.strictObject({
    name: z.string(),
    datasets: z.array(ResolvedDatasetSchema),
    sampling: z.strictObject({
      strategy: z.enum(SAMPLING_STRATEGIES),
      totalLimit: z.int(),
      seed: z.int().nullable(),
      limitAfterShuffle: z.boolean(),
    }),
  }),
  numTasks: z.int(),
  repeats: z.int(),
  timeoutMs: z.int(),
  slots: z.int(),
  profile: z.enum(RUN_PROFILES),
  conductDebate: z.literal(true).exactOptional(),
  agentIdentity: z
    .strictObject({ url: z.string(), modelId: z.string().exactOptional() })
    .exactOptional(),
  coverageMin: z.number(),
  storage: StorageChoiceSchema.exactOptional(),
  budget: BudgetSchema.exactOptional(),
  price: PriceSchema.exactOptional(),
  notes: z.string().exactOptional(),
}) satisfies z.ZodType<ConfigRun>;

const ServerPlanSchema = z.strictObject({
  deploymentId: z.string().exactOptional(),
  lease: z.literal(true).exactOptional(),
});

/** `suite.json`: what a resume starts from. */
export const SuiteRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  suite: z.string(),
  runKey: z.string(),
  storeId: z.string(),
  durabenchVersion: z.string(),
  createdAt: z.iso.datetime(),
  description: z.string().exactOptional(),
  configs: z.array(
    z.strictObject({
      configId: z.string(),
      config: z.strictObject({ key: z.string(), sha256: z.string(), bytes: z.int() }),
      host: z.string(),
      lane: z.string(),
      model: z.string(),
      agent: z.string(),
      deploymentId: z.string().exactOptional(),
      lease: z.literal(true).exactOptional(),
      grading: ServerPlanSchema.exactOptional(),
      regrading: ServerPlanSchema.exactOptional(),
      slots: z.int(),
      timeoutMs: z.int(),
      budget: BudgetSchema.exactOptional(),
      hostWait: z
        .strictObject({ limitMs: z.number(), mayMove: z.literal(true).exactOptional() })
        .exactOptional(),
    }),
  ),
});
export type SuiteRecord = z.infer<typeof SuiteRecordSchema>;

/** `generations/gNN.json`: each start of orchestration over a run's records. */
export const GenerationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  generation: z.int().min(0),
  round: z.int().min(0),
  workflowId: z.string(),
  firstExecutionRunId: z.string(),
  startedAt: z.iso.datetime(),
});
