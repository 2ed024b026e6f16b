import { isMarket, type Task } from '../dataset/task.ts';
import type { AgentCalls } from './agent-calls.ts';
import type { ConfigRun } from './config-run.ts';
import { costUsd } from './price.ts';

const CHARACTERS_PER_TOKEN = 4;
const INSTRUCTION_TOKENS = 100;
/** Descriptions of the built-in agent's calculators, sent with every turn. */
const TOOL_TOKENS = 2400;
const TURNS_WITH_TOOLS = 2;
/** A bar with its indicators and the account, as JSON. */
const DECISION_TOKENS = 200;

/** What the estimates of a plan rest on, for people. */
export const ASSUMPTIONS: readonly string[] = [
  `${CHARACTERS_PER_TOKEN} characters of a question make a token, and instructions take ${INSTRUCTION_TOKENS}`,
  `with tools, their descriptions take ${TOOL_TOKENS} tokens and a question takes ${TURNS_WITH_TOOLS} turns of the model`,
  `a trading decision is asked with ${DECISION_TOKENS} tokens, and without those before it`,
  'every turn answers with llm_max_tokens, so output and USD are upper bounds; no call is repeated',
  'what a judge costs is in no figure but that of its calls, which are of replies that are answers',
  'USD by config/prices.yaml; a model without a price there, or served here, has none',
];

export interface CostEstimate {
  /** Turns of the model, of all calls. */
  readonly modelCalls: number;
  readonly inputTokens: number;
  readonly outputTokensMax: number;
  /** null where the model's price is not known. */
  readonly usdMax: number | null;
}

/** Undefined for agents whose use of a model is their own affair, or that ask none. */
export function estimateCost(
  run: ConfigRun,
  tasks: readonly Task[],
  { questions, decisions }: AgentCalls,
): CostEstimate | undefined {
  const { agent, repeats, price } = run;
  if (agent.kind !== 'builtin') return undefined;
  const { tools, maxTokens } = agent.model;
  const turns = tools ? TURNS_WITH_TOOLS : 1;
  const fixedTokens = INSTRUCTION_TOKENS + (tools ? TOOL_TOKENS : 0);
  const questionTokens = tasks
    .filter((task) => !isMarket(task))
    .reduce((sum, { question }) => sum + Math.ceil(question.length / CHARACTERS_PER_TOKEN), 0);
  const askedTokens = repeats * questionTokens + decisions * DECISION_TOKENS;
  const modelCalls = turns * (questions + decisions);
  const inputTokens = turns * askedTokens + modelCalls * fixedTokens;
  const outputTokensMax = modelCalls * maxTokens;
  const usdMax = costUsd({ inputTokens, outputTokens: outputTokensMax, modelCalls: null }, price);
  return { modelCalls, inputTokens, outputTokensMax, usdMax };
}
