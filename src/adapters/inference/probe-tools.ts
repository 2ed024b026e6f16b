import type {
  ChatCompletion,
  ChatCompletionFunctionTool,
  ChatCompletionToolChoiceOption,
} from 'openai/resources/chat/completions';
import { DeploymentError } from '../../domain/errors.ts';
import type { ServedDeployment } from '../../domain/suite/config-run.ts';
import type { ServerHealth } from './inference-server.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

const TOOL: ChatCompletionFunctionTool = {
  type: 'function',
  function: {
    name: 'get_share_price',
    description: 'The latest price of a share in US dollars.',
    parameters: {
      type: 'object',
      properties: { ticker: { type: 'string', description: 'Its symbol, such as ACME.' } },
      required: ['ticker'],
    },
  },
};
const FORCED: readonly ChatCompletionToolChoiceOption[] = [
  { type: 'function', function: { name: TOOL.function.name } },
  'required',
];
const TICKERS = ['ACME', 'MSFT', 'KO'];
/** Room for models that think first: a demanded call must not be cut off by our own limit. */
const FORCED_TOKENS_MAX = 2048;
/** What a patient caller would wait for; models that would think longer count as not calling. */
const SPONTANEOUS_TOKENS_MAX = 512;

/**
 * Demands a tool call, which must come back as one; then counts how often the model makes one by
 * itself, which depends on the model and is required of none.
 * @throws DeploymentError when tools cannot be used
 */
export async function probeTools(
  endpoint: ServedEndpoint,
  spec: ServedDeployment,
  signal: AbortSignal,
): Promise<Pick<ServerHealth, 'forcedToolCall' | 'spontaneousToolCalls'>> {
  const ask = (ticker: string, choice: ChatCompletionToolChoiceOption) =>
    endpoint.chat(
      {
        model: spec.model,
        messages: [
          { role: 'user', content: `What does a share of ${ticker} cost? Use get_share_price.` },
        ],
        tools: [TOOL],
        tool_choice: choice,
        max_tokens: Math.min(
          choice === 'auto' ? SPONTANEOUS_TOKENS_MAX : FORCED_TOKENS_MAX,
          Math.floor(spec.context / 2),
        ),
        temperature: 0,
      },
      signal,
    );
  await demandCall((choice) => ask('ACME', choice), spec);
  // As agents ask. Engines that lack the parser's flags refuse it, whatever they are forced to.
  const answers = await Promise.all(TICKERS.map((ticker) => ask(ticker, 'auto')));
  return {
    forcedToolCall: true,
    spontaneousToolCalls: { made: answers.filter(callsTool).length, of: answers.length },
  };
}

async function demandCall(
  ask: (choice: ChatCompletionToolChoiceOption) => Promise<ChatCompletion>,
  { model, toolParser = '' }: ServedDeployment,
): Promise<void> {
  let last = 'it answered in words';
  for (const choice of FORCED) {
    try {
      if (callsTool(await ask(choice))) return;
    } catch (error) {
      if (!(error instanceof DeploymentError) || error.retryable) throw error;
      last = error.message;
    }
  }
  throw new DeploymentError(
    `"${model}" made no tool call when one was demanded (${last}): the tool parser "${toolParser}" does not fit ` +
      "the model, or the engine's flags lack it; correct tool_parser, or leave it out and give agents no tools",
    false,
    { model, toolParser },
  );
}

const callsTool = ({ choices }: ChatCompletion): boolean =>
  choices[0]?.message.tool_calls?.some(
    (call) => call.type === 'function' && call.function.name === TOOL.function.name,
  ) ?? false;
