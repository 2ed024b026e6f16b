import type { ChatEngine, Completion } from '../../src/inference/chat-engine.ts';
import type { ChatRequest } from '../../src/inference/chat-request.ts';

type Script = (
  request: ChatRequest,
  signal: AbortSignal,
  onText: (text: string) => void,
) => Promise<Partial<Completion>>;

/** A model that answers as told. */
export const scriptedEngine = (script: Script): ChatEngine => ({
  model: 'tiny',
  contextTokens: 2048,
  complete: async (request, signal, onText = () => {}) => ({
    text: '',
    toolCalls: [],
    finishReason: 'stop',
    promptTokens: 7,
    completionTokens: 3,
    ...(await script(request, signal, onText)),
  }),
  close: async () => {},
});
