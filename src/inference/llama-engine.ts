import { ApiError } from './api-error.ts';
import type { ChatEngine, Completion } from './chat-engine.ts';
import { toHistory } from './chat-history.ts';
import type { ChatRequest } from './chat-request.ts';
import type {
  ChatWrapper,
  ContextSequence,
  GenerateOptions,
  GenerateResult,
  HistoryItem,
  Llama,
  LlamaChat,
  LlamaModel,
} from './llama-binding.ts';
import { type OutputConstraint, outputConstraint } from './output-constraint.ts';
import { Slots } from './slots.ts';

export interface LlamaSlot {
  readonly sequence: ContextSequence;
  readonly chat: LlamaChat;
}

export interface LoadedModel {
  readonly model: string;
  readonly contextTokens: number;
  readonly llama: Llama;
  readonly weights: LlamaModel;
  readonly chatWrapper: ChatWrapper;
  readonly close: () => Promise<void>;
}

/** Generates with one sequence of the context per slot. */
export class LlamaEngine implements ChatEngine {
  readonly model: string;
  readonly contextTokens: number;
  readonly #loaded: LoadedModel;
  readonly #slots: Slots<LlamaSlot>;

  constructor(loaded: LoadedModel, slots: readonly LlamaSlot[]) {
    this.model = loaded.model;
    this.contextTokens = loaded.contextTokens;
    this.#loaded = loaded;
    this.#slots = new Slots(slots);
  }

  async complete(
    request: ChatRequest,
    signal: AbortSignal,
    onText?: (text: string) => void,
  ): Promise<Completion> {
    const history = toHistory(request.messages);
    const constraint = await outputConstraint(this.#loaded.llama, request);
    const promptTokens = this.#promptTokens(history, constraint);
    const spaceTokens = this.contextTokens - promptTokens;
    // Beyond the context the engine would go on by forgetting the beginning of the prompt.
    if (spaceTokens <= 0) {
      throw new ApiError(
        400,
        `This model's maximum context length is ${this.contextTokens} tokens; the prompt has ${promptTokens}.`,
        'context_length_exceeded',
      );
    }
    const asked = request.max_completion_tokens ?? request.max_tokens ?? spaceTokens;
    const options: GenerateOptions = {
      ...samplingOptions(request),
      ...constraintOptions(constraint),
      ...(onText && constraint.kind !== 'forced-call' && { onTextChunk: onText }),
      maxTokens: Math.min(asked, spaceTokens),
      signal,
    };
    return this.#slots.use(signal, async ({ chat, sequence }) => {
      const before = sequence.tokenMeter.getState();
      const result = await chat.generateResponse(history, options);
      const completionTokens = sequence.tokenMeter.diff(before).usedOutputTokens;
      return { ...toCompletion(result, constraint), promptTokens, completionTokens };
    });
  }

  close(): Promise<void> {
    return this.#loaded.close();
  }

  #promptTokens(chatHistory: readonly HistoryItem[], constraint: OutputConstraint): number {
    const { chatWrapper, weights } = this.#loaded;
    const { contextText } = chatWrapper.generateContextState({
      chatHistory,
      ...(constraint.kind === 'functions' && { availableFunctions: constraint.functions }),
      documentFunctionParams: true,
    });
    return contextText.tokenize(weights.tokenizer).length;
  }
}

/** OpenAI's default temperature is 1; the engine's own would be 0. */
function samplingOptions(request: ChatRequest) {
  const { temperature, top_p: topP, seed, stop } = request;
  return {
    temperature: temperature ?? 1,
    ...(topP != null && { topP }),
    ...(seed != null && { seed }),
    ...(stop != null && { customStopTriggers: [stop].flat() }),
  };
}

function constraintOptions(constraint: OutputConstraint) {
  switch (constraint.kind) {
    case 'free':
      return {};
    case 'json':
    case 'forced-call':
      return { grammar: constraint.grammar };
    case 'functions':
      return { functions: constraint.functions, documentFunctionParams: true };
  }
}

function toCompletion(
  { response, functionCalls, metadata }: GenerateResult,
  constraint: OutputConstraint,
): Pick<Completion, 'text' | 'toolCalls' | 'finishReason'> {
  const isCutOff = metadata.stopReason === 'maxTokens';
  if (constraint.kind === 'forced-call' && !isCutOff) {
    const call = JSON.parse(response) as { name: string; arguments: unknown };
    return { text: '', toolCalls: [call], finishReason: 'tool_calls' };
  }
  const toolCalls = (functionCalls ?? []).map((call) => ({
    name: call.functionName,
    arguments: call.params,
  }));
  if (toolCalls.length > 0) return { text: response, toolCalls, finishReason: 'tool_calls' };
  return { text: response, toolCalls, finishReason: isCutOff ? 'length' : 'stop' };
}
