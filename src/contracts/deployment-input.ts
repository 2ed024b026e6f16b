import { z } from 'zod';
import { ServedInput } from './served-input.ts';

const NodeLlamaCpp = z.strictObject({
  engine: z.literal('node-llama-cpp'),
  /** An id of config/models.yaml, or an absolute path of a GGUF file on the host. */
  model: z.string().min(1),
  /** Tokens of context, shared by prompt and answer of one request. */
  context: z.int().min(256).max(131_072).default(2048),
  /** Requests served at once. */
  slots: z.int().min(1).max(64).default(2),
  /** CPU threads; by default one less than the cores at hand. */
  threads: z.int().min(1).max(256).optional(),
});

const External = z.strictObject({
  engine: z.literal('external'),
  base_url: z.url(),
  /** Requests the endpoint should see at once. */
  slots: z.int().min(1).max(1024).default(4),
});

export const DeploymentInput = z.discriminatedUnion('engine', [
  NodeLlamaCpp,
  External,
  ServedInput,
]);
export type DeploymentInput = z.infer<typeof DeploymentInput>;
