import { z } from 'zod';
import { CHECK_CODES } from '../../domain/deployment/plan/check.ts';
import { ENGINES } from '../../domain/deployment/plan/facts.ts';

const Count = z.int().min(1);

const Expect = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.enum(['works', 'tight']) }),
  z.strictObject({ verdict: z.literal('fails'), failing: z.array(z.enum(CHECK_CODES)).min(1) }),
]);

/** `config/catalogue/recipes/<id>.yaml`: a deployment of a model on GPUs, and what comes of it. */
export const GpuRecipeSchema = z
  .strictObject({
    /** What it is and who published it. */
    about: z.string().min(1),
    engine: z.enum(ENGINES),
    model: z.string().min(1),
    /** The model's first one when left out. */
    checkpoint: z.string().min(1).optional(),
    /** `8xh100-80` */
    gpus: z.string().min(1),
    tensorParallel: Count,
    pipelineParallel: Count.default(1),
    expertParallel: z.boolean().default(false),
    /** The model's native context when left out, as the engines do. */
    maxLen: Count.optional(),
    utilisation: z.number().gt(0).lte(1),
    dtype: z.string().min(1).optional(),
    quantization: z.string().min(1).optional(),
    kvCacheDtype: z.string().min(1).optional(),
    trustRemoteCode: z.boolean().default(false),
    expect: Expect,
    /** A recipe that does what this one meant to. */
    corrected: z.string().min(1).optional(),
  })
  .refine(({ expect, corrected }) => expect.verdict !== 'fails' || corrected !== undefined, {
    path: ['corrected'],
    message: 'a recipe that fails names one that works',
  });
export type GpuRecipe = z.output<typeof GpuRecipeSchema>;
