import { z } from 'zod';
import { DATASET_TYPES } from '../domain/dataset/task.ts';
import type { Provenance } from '../domain/leaderboard/provenance-types.ts';
import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import { GRADE_LETTERS } from '../domain/scoring/grade.ts';
import { PROFILES, RUN_PROFILES } from '../domain/scoring/profile.ts';
import { FAILED_REASONS, UNSCORED_REASONS } from '../domain/scoring/score.ts';
import { SECTIONS } from '../domain/scoring/sections.ts';
import { AGENT_KINDS } from '../domain/suite/config-run.ts';
import { CompatReportSchema } from './compat-report.ts';
import { ConfigPlacementSchema } from './config-placement.ts';
import { HostChangeSchema } from './config-run.ts';
import { UsageSchema } from './records.ts';
import { RepairStepSchema } from './repair-record.ts';

const Count = z.int().min(0);
const Rate = z.number().min(0).max(1);
const Percent = z.number().min(0).max(100);
const PercentInterval = z.strictObject({ low: Percent, high: Percent });
const Estimate = z.strictObject({ percent: Percent, interval: PercentInterval });

const Coverage = z.strictObject({
  planned: Count,
  scored: Count,
  failed: Count,
  unscored: Count,
  missing: Count,
  rate: Rate,
});

const Accuracy = z.strictObject({
  correct: Count,
  n: Count,
  rate: Rate,
  interval: z.strictObject({ low: Rate, high: Rate }),
});

const SectionReport = z.strictObject({
  section: z.enum(SECTIONS),
  datasets: z.array(z.enum(DATASET_TYPES)),
  coverage: Coverage,
  estimate: Estimate.nullable(),
  standardError: z.number().min(0).nullable(),
  bounds: PercentInterval,
  accuracy: Accuracy.nullable(),
  weight: Rate,
  contribution: Percent,
  subScores: z.record(z.string(), z.number()),
});

const DeploymentEventSchema = z.strictObject({
  deploymentId: z.string(),
  epoch: z.int(),
  state: z.enum(['healthy', 'lost', 'abandoned', 'stopped']),
  reason: z.string().nullable(),
  at: z.iso.datetime(),
});

const ServerMeasurementSchema = z.strictObject({
  deploymentId: z.string(),
  contextTokens: Count.exactOptional(),
  firstTokenMs: z.number().exactOptional(),
  tokensPerSecond: z.number().exactOptional(),
  forcedToolCall: z.boolean().exactOptional(),
  spontaneousToolCalls: z.strictObject({ made: Count, of: Count }).exactOptional(),
  at: z.iso.datetime(),
});

const ProvenanceSchema = z.strictObject({
  durabenchVersion: z.string(),
  gitRevision: z.string().nullable(),
  nodeVersion: z.string(),
  platform: z.string(),
  cpuModel: z.string(),
  cpuCores: Count,
  seeds: z.strictObject({
    sampling: z.int().nullable(),
    datasets: z.array(z.strictObject({ dataset: z.enum(DATASET_TYPES), seed: z.int() })),
    intervals: z.int(),
  }),
  repeats: z.int().min(1),
  datasets: z.array(
    z.strictObject({ type: z.enum(DATASET_TYPES), tasks: Count, sha256: z.string() }),
  ),
  placement: ConfigPlacementSchema.exactOptional(),
  listedModels: z.array(z.string()),
  answeredModels: z.array(z.strictObject({ model: z.string(), tasks: Count })),
  deployments: z.array(DeploymentEventSchema),
  moves: z.array(HostChangeSchema).readonly().exactOptional(),
  servers: z.array(ServerMeasurementSchema).exactOptional(),
  judgeServer: z
    .strictObject({
      deployments: z.array(DeploymentEventSchema),
      measured: z.array(ServerMeasurementSchema),
    })
    .exactOptional(),
  repairs: z
    .array(
      RepairStepSchema.extend({
        server: z.enum(['model', 'judge']),
        deploymentId: z.string(),
        at: z.iso.datetime(),
      }),
    )
    .exactOptional(),
  mixedDeployment: z.boolean(),
  modelMismatch: z.boolean(),
}) satisfies z.ZodType<Provenance>;

const GpuUseSchema = z.strictObject({
  gpuHours: z.number().min(0),
  energyWh: z.number().min(0).nullable(),
  powerShare: Rate,
  memoryMibMax: z.number().min(0).nullable(),
});

/** `reports/<round and generation>.json`: what was computed, read back for leaderboards. */
const JudgeReportSchema = z.strictObject({
  profile: z.enum(PROFILES),
  model: z.string(),
  answeredModels: z.array(z.string()),
  prompt: z.string(),
  promptHash: z.string(),
  grades: Count,
  cached: Count,
  requests: Count,
  trimmed: Count,
  inputTokens: Count.nullable(),
  outputTokens: Count.nullable(),
  /** Reports of earlier versions do not have it. */
  costUsd: z.number().min(0).nullable().default(null),
});

export const ConfigReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  suite: z.string(),
  runKey: z.string(),
  configId: z.string(),
  evalConfig: z.string(),
  profile: z.enum(RUN_PROFILES),
  notes: z.string().nullable(),
  agent: z.strictObject({
    kind: z.enum(AGENT_KINDS),
    label: z.string(),
    reference: z.boolean(),
  }),
  model: z
    .strictObject({
      name: z.string(),
      temperature: z.number().nullable(),
      engine: z
        .enum(['node-llama-cpp', 'external', 'anthropic', 'vllm', 'tensorrt-llm'])
        .nullable(),
      baseUrl: z.string().nullable(),
    })
    .nullable(),
  round: Count,
  generation: Count,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  wallTimeMs: z.number(),
  error: z.string().nullable(),
  overall: Estimate.nullable(),
  grade: z.enum(GRADE_LETTERS).nullable(),
  bounds: PercentInterval,
  accuracy: Accuracy.nullable(),
  coverage: Coverage,
  coverageMin: Rate,
  publishability: z.discriminatedUnion('publishable', [
    z.strictObject({ publishable: z.literal(true) }),
    z.strictObject({ publishable: z.literal(false), why: z.string() }),
  ]),
  sections: z.array(SectionReport),
  /** Reports of earlier versions do not have it. */
  compat: CompatReportSchema.nullable().default(null),
  rebuttals: z.strictObject({ due: Count, received: Count }).exactOptional(),
  reasons: z.array(
    z.strictObject({
      kind: z.enum(['failed', 'unscored']),
      reason: z.enum([...FAILED_REASONS, ...UNSCORED_REASONS]),
      count: Count,
    }),
  ),
  usage: UsageSchema,
  costUsd: z.number().min(0).nullable(),
  gpuUsage: GpuUseSchema.exactOptional(),
  judgeGpuUsage: GpuUseSchema.exactOptional(),
  intents: Count,
  redundantCalls: Count,
  /** Reports of earlier versions do not have it. */
  judges: z.array(JudgeReportSchema).default([]),
  latency: z.strictObject({ medianMs: z.number(), p95Ms: z.number() }).nullable(),
  provenance: ProvenanceSchema,
}) satisfies z.ZodType<ConfigReport>;
