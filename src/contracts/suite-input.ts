import { z } from 'zod';
import { SAMPLING_STRATEGIES } from '../domain/sampling/sampling.ts';
import { RUN_PROFILES } from '../domain/scoring/profile.ts';
import { FAILED_REASONS, UNSCORED_REASONS } from '../domain/scoring/score.ts';
import { DeploymentInput } from './deployment-input.ts';
import { EvalConfigSchema } from './eval-config.ts';
import { JudgeInput } from './judge-input.ts';
import { LLM_PROVIDERS } from './llm-providers.ts';
import { SecretReference } from './secret-reference.ts';
import { ServedInput } from './served-input.ts';

/** Ids become workflow ids and file names, so they are plain. */
export const Slug = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'use letters, digits, ".", "_" and "-" (80 at most)');

/** As the host of a config: the one that placement chooses. No worker may be called so. */
export const AUTO_HOST = 'auto';

const ReferenceAgent = z.discriminatedUnion('reference', [
  z.strictObject({ reference: z.literal('do-nothing') }),
  z.strictObject({ reference: z.literal('oracle') }),
  z.strictObject({ reference: z.literal('buy-and-hold') }),
  z.strictObject({ reference: z.literal('rules') }),
  z.strictObject({
    reference: z.literal('noisy-oracle'),
    /** Probability of a right answer: the true score a test can expect. */
    accuracy: z.number().min(0).max(1),
    seed: z.int().min(0).default(0),
  }),
  z.strictObject({ reference: z.literal('random-trader'), seed: z.int().min(0).default(0) }),
]);

/** A name of an agent without settings, or an object: a reference agent with settings, a URL, a command. */
export const AgentInput = z.union([
  z.literal('builtin'),
  z.literal('do-nothing').transform((reference) => ({ reference })),
  z.literal('oracle').transform((reference) => ({ reference })),
  z.literal('buy-and-hold').transform((reference) => ({ reference })),
  z.literal('rules').transform((reference) => ({ reference })),
  ReferenceAgent,
  z.strictObject({ url: z.url({ protocol: /^https?$/ }) }),
  /** Started by the host with PORT, LLM_PROVIDER, LLM_MODEL and its address and key set; needs --allow-command. */
  z.strictObject({ command: z.array(z.string().min(1)).min(1) }),
]);
export type AgentInput = z.infer<typeof AgentInput>;

/** Where the original's own agent listens. */
export const ORIGINAL_AGENT_URL = 'http://127.0.0.1:9110/';

/** Where the original would reach the agent. */
const AgentIdentityInput = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).default(ORIGINAL_AGENT_URL),
  model_id: z.string().min(1).optional(),
});

/** One line of an experiment: model + agent + eval config. Keys as in the original's files. */
export const ConfigInputSchema = z.strictObject({
  id: Slug,
  llm_model: z.string().min(1).optional(),
  llm_api_base: z.url().optional(),
  llm_api_key: SecretReference.optional(),
  /** Implies an endpoint where `llm_api_base` is left out. */
  llm_provider: z.enum(LLM_PROVIDERS).optional(),
  /** 0 unless given. */
  llm_temperature: z.number().min(0).max(2).optional(),
  /** 1024 unless given. */
  llm_max_tokens: z.int().min(1).max(131_072).optional(),
  /** Whether the built-in agent offers its calculators to the model; it does unless told not to. */
  llm_tools: z.boolean().optional(),
  eval_config: z.union([z.string().min(1), EvalConfigSchema]),
  num_tasks: z.int().min(1).max(100_000).default(100),
  /** Over that of the eval config, as is the seed. */
  sampling_strategy: z.enum(SAMPLING_STRATEGIES).optional(),
  seed: z.int().optional(),
  /** Times every task is run; its score is the mean. */
  repeats: z.int().min(1).max(100).default(1),
  notes: z.string().max(2000).optional(),
  /** An id of config/recipes/ or config/catalogue/recipes/, or the deployment itself. */
  deployment: z.union([z.string().min(1), DeploymentInput]).optional(),
  /** What to serve instead, in this order, when no change of the deployment makes it start or run. */
  fallbacks: z
    .array(z.union([z.string().min(1), ServedInput]))
    .max(8)
    .optional(),
  /** Grades what no rule can; over `llm_eval` of the eval config. */
  judge: JudgeInput.optional(),
  /** The name of a host, or `auto`. */
  host: Slug.default('local'),
  /** Waits so long for a host without a worker; then it moves (`auto`, 15 unless given) or ends. */
  host_wait_minutes: z
    .number()
    // Calls of a dead host are back in its queue by then.
    .min(0.1)
    .max(7 * 24 * 60)
    .optional(),
  agent: AgentInput.default('builtin'),
  /** How answers are graded: repaired, as the original does, or both ways from the same replies. */
  profile: z.enum(RUN_PROFILES).default('corrected'),
  /** Asks the original's follow-up question about every answer that earns points; over `debate` of the eval config. */
  conduct_debate: z.boolean().optional(),
  /** What the original seeds its market noise with; only profiles `compat` and `both` draw it. */
  agent_identity: AgentIdentityInput.optional(),
  /** Below this share of scored tasks a run is not publishable. */
  coverage_min: z.number().min(0).max(1).default(0.95),
  /** What of the texts the results file holds, as the options of `durabench export`. */
  store_predicted: z.boolean().optional(),
  /** 200 unless given. */
  predicted_max_chars: z.int().min(1).optional(),
  store_question: z.boolean().optional(),
  store_expected: z.boolean().optional(),
  /** `false` for whole texts of what is stored. */
  truncate: z.boolean().optional(),
  /** The config stops cleanly at the first bound it reaches, and can be resumed. */
  budget: z
    .strictObject({
      hours: z.number().positive().exactOptional(),
      tokens: z.int().positive().exactOptional(),
      usd: z.number().positive().exactOptional(),
    })
    .refine((budget) => Object.keys(budget).length > 0, {
      message: 'give at least one of "hours", "tokens" and "usd"',
    })
    .optional(),
});
export type ConfigInput = z.infer<typeof ConfigInputSchema>;

/** How long configs with failed or unscored tasks wait for `retryFailed` before they close. */
export const HoldMinutes = z
  .number()
  .min(0)
  .max(7 * 24 * 60);

export const SuiteStartSchema = z.strictObject({
  schemaVersion: z.literal(1),
  suite: Slug,
  description: z.string().max(2000).optional(),
  runKey: Slug.optional(),
  holdMinutes: HoldMinutes.optional(),
  configs: z
    .array(ConfigInputSchema)
    .min(1)
    .max(200)
    .refine((configs) => new Set(configs.map(({ id }) => id)).size === configs.length, {
      message: 'config ids must be unique',
    }),
});

/** Raw starts may name a file under the worker's --experiments-root instead of carrying configs. */
export const StartFromFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  file: z.string().min(1),
  experiment: z.string().min(1).optional(),
  runKey: Slug.optional(),
  holdMinutes: HoldMinutes.optional(),
});

/** Continues a closed run over its own records; its configs are those already stored. */
export const ResumeInputSchema = z.strictObject({
  schemaVersion: z.literal(1),
  suite: Slug,
  /** The runKey of the run to continue. */
  resumeFrom: Slug,
  /**
   * `missing`: tasks without an outcome. `failed`: also failed and unscored ones, as a new round.
   * `judged`: stored replies, by a judge asked anew; `scored`: all stored replies, by rules and the
   * judge's stored grades. The agent is not asked.
   */
  only: z.enum(['missing', 'failed', 'judged', 'scored']).default('missing'),
  /** With `failed`: only tasks whose last outcome has one of these reasons. */
  reasons: z
    .array(z.enum([...FAILED_REASONS, ...UNSCORED_REASONS]))
    .min(1)
    .optional(),
  holdMinutes: HoldMinutes.optional(),
});

/** The one argument of `runSuite`. */
export const SuiteInputSchema = z.union([SuiteStartSchema, StartFromFileSchema, ResumeInputSchema]);
export type SuiteInput = z.infer<typeof SuiteInputSchema>;
export type SuiteStart = z.infer<typeof SuiteStartSchema>;
/** What a user may write before defaults are filled in. */
export type SuiteInputDraft = z.input<typeof SuiteInputSchema>;

/** `experiments/*.yaml`: the original's shape. */
export const ExperimentsFileSchema = z.strictObject({
  experiments: z
    .array(
      z.strictObject({
        name: Slug,
        description: z.string().max(2000).optional(),
        configs: z.array(ConfigInputSchema).min(1),
      }),
    )
    .min(1),
});
export type ExperimentsFile = z.infer<typeof ExperimentsFileSchema>;
