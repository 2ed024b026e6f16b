import type { AgentErrorCause } from '../errors.ts';
import type { Sampling } from '../sampling/sampling.ts';
import type { RunProfile } from '../scoring/profile.ts';
import type { Budget } from './budget.ts';
import type { Price } from './price.ts';
import type { ResolvedDataset } from './resolved-dataset.ts';
import type { StorageChoice } from './storage-choice.ts';

/** Where a model's answers come from, resolved: nothing is left to default or look up. */
export type DeploymentSpec =
  | {
      readonly engine: 'node-llama-cpp';
      /** The name the endpoint must list and answer under. */
      readonly model: string;
      /** An id of config/models.yaml or an absolute GGUF path. */
      readonly weights: string;
      readonly context: number;
      readonly slots: number;
      readonly threads?: number;
    }
  | {
      readonly engine: 'external';
      readonly model: string;
      readonly baseUrl: string;
      readonly slots: number;
      /** `${NAME}` */
      readonly apiKey?: string;
    }
  | {
      /** The Anthropic messages API, of Anthropic or of a gateway. */
      readonly engine: 'anthropic';
      readonly model: string;
      readonly baseUrl: string;
      readonly slots: number;
      /** `${NAME}` */
      readonly apiKey: string;
    }
  | ServedDeployment;

/** An engine that its host starts, on GPUs or, vLLM only, on the CPU. */
export interface ServedDeployment {
  readonly engine: 'vllm' | 'tensorrt-llm';
  /** The name it serves the model under. */
  readonly model: string;
  /** A hub repository, `owner/name`, or an absolute folder on the host. */
  readonly checkpoint: string;
  readonly launcher: 'process' | 'docker';
  /** Of launcher `docker`. */
  readonly image?: string;
  /** Options after the checkpoint, but for address, port and served name. */
  readonly flags: readonly string[];
  /** Added to the engine's environment; secrets only as `${NAME}`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Tokens of a sequence, question and answer together. */
  readonly context: number;
  readonly slots: number;
  /** When set, a forced tool call must come back through it before the server counts as ready. */
  readonly toolParser?: string;
  /** `8xh100-80`; absent on the CPU. */
  readonly gpus?: string;
  /** The recipe of the catalogue that this was made from. */
  readonly recipe?: string;
}

/** APIs that the built-in agent can ask a model through. */
export const MODEL_PROVIDERS = ['openai', 'anthropic'] as const;
export type ModelProvider = (typeof MODEL_PROVIDERS)[number];

/** How the purple agent asks its model. */
export interface ModelSettings {
  readonly model: string;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Whether the agent may offer tools to the model. */
  readonly tools: boolean;
  /** `openai` when absent. */
  readonly provider?: ModelProvider;
  /** `${NAME}`; local servers need none. */
  readonly apiKey?: string;
}

/** Agents of ours without a model: floors, ceilings and traders by rule. They are not ranked. */
export const REFERENCE_AGENTS = [
  'do-nothing',
  'oracle',
  'noisy-oracle',
  'buy-and-hold',
  'random-trader',
  'rules',
] as const;

export const AGENT_KINDS = ['builtin', ...REFERENCE_AGENTS, 'url', 'command'] as const;
export type AgentKind = (typeof AGENT_KINDS)[number];

export type AgentSpec =
  | { readonly kind: 'builtin'; readonly model: ModelSettings }
  | { readonly kind: 'do-nothing' | 'oracle' | 'buy-and-hold' | 'rules' }
  | { readonly kind: 'noisy-oracle'; readonly accuracy: number; readonly seed: number }
  | { readonly kind: 'random-trader'; readonly seed: number }
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'command';
      readonly command: readonly string[];
      readonly model?: ModelSettings;
    };

/** What the original derives the noise of its markets from: other identities trade other data. */
export interface AgentIdentity {
  /** Ends with a slash. */
  readonly url: string;
  readonly modelId?: string;
}

/** The model that grades answers, resolved. */
export interface JudgeSpec {
  readonly provider: ModelProvider;
  /** The name it is asked under. */
  readonly model: string;
  /** Ends in /v1, unless the provider is `anthropic`; absent when `deployment` gives it. */
  readonly baseUrl?: string;
  /** `${NAME}` */
  readonly apiKey?: string;
  /** Null leaves it to the endpoint. */
  readonly temperature: number | null;
  /** Tokens of prompt and reply together; null asks the endpoint. */
  readonly contextTokens: number | null;
  /** Tokens of one reply, at most. */
  readonly outputTokensMax: number;
  /** Requests of a worker at once, at most; fewer while the endpoint complains. */
  readonly slots: number;
  /** Requests of a worker in a minute, at most. */
  readonly requestsPerMinute?: number;
  /** Of the model; absent when it is not known. */
  readonly price?: Price;
  /** What serves the judge: the agent's own deployment, or another. */
  readonly deployment?: DeploymentSpec;
  readonly deploymentId?: string;
  /** It is asked when all answers of the config are in; absent when it is asked meanwhile. */
  readonly phase?: 'after';
}

/** How long a config waits for a host without a worker. */
export interface HostPatience {
  readonly minutes: number;
  /** It names no host: then it goes on at another one. */
  readonly mayMove: boolean;
}

/** Why a config runs on another host than it was planned for. */
export interface HostChange {
  readonly from: string;
  readonly to: string;
  /** The one that began with it. */
  readonly generation: number;
  /** How long the former host had had no worker. */
  readonly waitedMs: number;
  /** ISO 8601. */
  readonly at: string;
}

/** Why a config that left its host to us runs where it does. */
export interface ConfigPlacement {
  readonly host: string;
  /** For people, one line. */
  readonly reason: string;
  /** Of start and calls. */
  readonly estimatedMinutes: number;
}

/** One config run with every file, default and override resolved; stored as `run.json`. */
export interface ConfigRun {
  readonly schemaVersion: 1;
  readonly suite: string;
  readonly runKey: string;
  readonly configId: string;
  readonly host: string;
  /** Of a config that left its host to us. */
  readonly placement?: ConfigPlacement;
  /** Absent: it waits for ever. */
  readonly hostPatience?: HostPatience;
  /** The latest last; absent for one that runs where it was planned. */
  readonly moves?: readonly HostChange[];
  readonly agent: AgentSpec;
  readonly deployment?: DeploymentSpec;
  /** Identity of deployment and model settings: equal ids may share a server. */
  readonly deploymentId?: string;
  /** What the repair ladder turns to, in this order, when no change of the deployment helps. */
  readonly fallbacks?: readonly ServedDeployment[];
  /** Grades what no rule can; absent when all datasets are scored by rules. */
  readonly judge?: JudgeSpec;
  readonly evalConfig: {
    readonly name: string;
    readonly datasets: readonly ResolvedDataset[];
    readonly sampling: Sampling;
  };
  readonly numTasks: number;
  /** Times every task is run. */
  readonly repeats: number;
  /** One agent call, end to end. */
  readonly timeoutMs: number;
  /** The worker slots this config can use at once. */
  readonly slots: number;
  readonly profile: RunProfile;
  /** The original's follow-up question is asked; only in profiles `compat` and `both`. */
  readonly conductDebate?: true;
  /** Only in profiles `compat` and `both`. */
  readonly agentIdentity?: AgentIdentity;
  readonly coverageMin: number;
  /** What of the texts the results file holds; the original's choice when absent. */
  readonly storage?: StorageChoice;
  readonly budget?: Budget;
  /** Of the model; absent when it is not known. */
  readonly price?: Price;
  readonly notes?: string;
}

/** Failures that say the same about every later task: the config stops. */
export const FATAL_CAUSES = [
  'auth-failed',
  'quota-exceeded',
] as const satisfies readonly AgentErrorCause[];
export type FatalCause = (typeof FATAL_CAUSES)[number];
