import { z } from 'zod';
import type { AgentErrorCause } from '../domain/errors.ts';

/** Artifact whose data part says what an answer cost. It is no part of the answer. */
export const USAGE_ARTIFACT = 'durabench_usage';
/** Artifact whose data part lists what the agent calculated on its way: `{ tool_calls: […] }`. */
export const TOOL_CALLS_ARTIFACT = 'tool_calls';

/**
 * `off`: not offered, as configured. `none`: the endpoint refuses tools. `ignored`: offered, but
 * no call came. `used`: at least one call.
 */
export const TOOL_SUPPORTS = ['off', 'none', 'ignored', 'used'] as const;
export type ToolSupportReport = (typeof TOOL_SUPPORTS)[number];

const Tokens = z.int().min(0).nullable();

/** The data part of the usage artifact; null where the model's endpoint did not say. */
export const AgentUsageSchema = z.object({
  inputTokens: Tokens,
  outputTokens: Tokens,
  /** Calls the agent made to its model. */
  modelCalls: Tokens,
  /** The model id as the endpoint answered it. */
  model: z.string().nullable(),
  finishReason: z.string().nullable(),
  toolCalls: z.int().min(0).exactOptional(),
  toolSupport: z.enum(TOOL_SUPPORTS).exactOptional(),
  /** Settings that did not reach the model as configured. */
  warnings: z.array(z.string()).exactOptional(),
});
export type AgentUsage = z.infer<typeof AgentUsageSchema>;

/** One entry of the tool calls artifact; keys as in the original's. */
export interface ToolCallRecord {
  readonly tool: string;
  /** As text where they are no JSON object, or a long one. */
  readonly params: object | string;
  /** JSON, cut at 3000 characters. */
  readonly result: string;
  readonly is_error: boolean;
  readonly elapsed_ms: number;
}

/** What an agent can know about its own failure; the other causes are the caller's to find. */
const REPORTED_CAUSES = [
  'agent-failed',
  'empty-reply',
  'content-refused',
  'context-length-exceeded',
  'endpoint-unavailable',
  'rate-limited',
  'provider-error',
  'auth-failed',
  'quota-exceeded',
] as const satisfies readonly AgentErrorCause[];

/** A data part of a failed task's status message. */
export const AgentFailureSchema = z.object({
  durabenchError: z.object({
    cause: z.enum(REPORTED_CAUSES),
    message: z.string(),
    retryAfterMs: z.number().min(0).optional(),
  }),
});
export type AgentFailure = z.infer<typeof AgentFailureSchema>;
export type ReportedCause = AgentFailure['durabenchError']['cause'];

/** `GET /stats` of our agents, since their start. */
export interface AgentStats {
  /** Messages received, repeated ones included. */
  readonly messages: number;
  readonly modelCalls: number;
  /** Messages whose id had been asked before. */
  readonly duplicates: number;
  /** Questions being worked on now. */
  readonly inFlight: number;
}

export const isReportedCause = (cause: AgentErrorCause): cause is ReportedCause =>
  REPORTED_CAUSES.some((reported) => reported === cause);
