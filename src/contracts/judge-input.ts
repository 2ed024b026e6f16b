import { z } from 'zod';
import { DeploymentInput } from './deployment-input.ts';
import { LLM_PROVIDERS } from './llm-providers.ts';
import { SecretReference } from './secret-reference.ts';

/** The model that grades what no rule can. What is left out, `llm_eval` of the eval config says. */
export const JudgeInput = z.strictObject({
  model: z.string().min(1).optional(),
  /** Implies an endpoint where `api_base` is left out. */
  provider: z.enum(LLM_PROVIDERS).optional(),
  api_base: z.url().optional(),
  api_key: SecretReference.optional(),
  /** 0 unless given. */
  temperature: z.number().min(0).max(2).optional(),
  /** Tokens of prompt and reply together; asked of the endpoint unless given. */
  context: z.int().min(1024).max(16_777_216).optional(),
  /** Of one reply. */
  max_tokens: z.int().min(64).max(131_072).default(1500),
  /** Requests at once, at most, of each worker. */
  slots: z.int().min(1).max(1024).default(8),
  /** Of each worker: they do not know of one another. */
  requests_per_minute: z.int().min(1).optional(),
  /**
   * What serves it on the config's host: the agent's own deployment, written the same, or another,
   * which takes the place of the agent's when all answers are in.
   */
  deployment: z.union([z.string().min(1), DeploymentInput]).optional(),
  /** When it is asked: as the answers come, or after all of a config's are in. */
  phase: z.enum(['together', 'after']).optional(),
});
export type JudgeInput = z.infer<typeof JudgeInput>;
