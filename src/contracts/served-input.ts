import { z } from 'zod';

const Count = z.int().min(1);

/** A value of the engine's environment: as it stands, or a variable of the host. */
const EnvironmentValue = z
  .string()
  .regex(
    /^(?:\$\{[A-Z_][A-Z0-9_]*\}|(?:(?!\$\{)[\s\S])*)$/,
    'write a value, or the reference to a variable of the host, such as ${HF_TOKEN}, and nothing beside it',
  );

/**
 * An engine that the host starts: a model of the catalogue on GPUs, which is planned first, or a
 * checkpoint of one's own.
 */
export const ServedInput = z.strictObject({
  engine: z.enum(['vllm', 'tensorrt-llm']),
  /** Of config/catalogue/models.yaml; beside a checkpoint of one's own, the name to serve it under. */
  model: z.string().min(1).optional(),
  /**
   * Of a model of the catalogue one of its ids, such as fp8. Else a hub repository, `owner/name`, or
   * an absolute folder of the host.
   */
  checkpoint: z.string().min(1).optional(),
  /** `8xh100-80`. Left out, vLLM serves on the CPU. */
  gpus: z.string().min(1).optional(),
  /** Tokens of a sequence, question and answer together; of a catalogued model its native context. */
  context: z.int().min(256).max(16_777_216).optional(),
  /** Requests served at once; of a catalogued model as many as fit, 64 at most. */
  slots: z.int().min(1).max(1024).optional(),
  /** All GPUs unless given. */
  tensor_parallel: Count.optional(),
  pipeline_parallel: Count.optional(),
  /** Share of a GPU's memory that the engine may use. */
  gpu_util: z.number().gt(0).lte(1).optional(),
  kv_cache_dtype: z.string().min(1).optional(),
  /** As the engine calls it; of a catalogued model its own unless given. */
  tool_parser: z.string().min(1).optional(),
  /** Lets the checkpoint run code of its own; the worker must allow that for this checkpoint. */
  trust_remote_code: z.boolean().default(false),
  launcher: z.enum(['process', 'docker']).default('process'),
  /** Of launcher `docker`. */
  image: z.string().min(1).optional(),
  environment: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'is no name of a variable'), EnvironmentValue)
    .default({}),
  /** More options of the engine, each word an item. */
  flags: z.array(z.string().min(1)).default([]),
});
export type ServedInput = z.infer<typeof ServedInput>;
