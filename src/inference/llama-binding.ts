import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * The part of node-llama-cpp that is used here. The package is installed into the cache when it is
 * first needed (its binaries are large), so the compiler cannot see its own types.
 */

export type Grammar = object;

export interface FunctionCallItem {
  readonly type: 'functionCall';
  readonly name: string;
  readonly params: unknown;
  readonly result: unknown;
}

export type HistoryItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly (string | FunctionCallItem)[] };

export type Functions = Readonly<
  Record<string, { readonly description?: string; readonly params?: object }>
>;

export interface GenerateOptions {
  readonly signal: AbortSignal;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP?: number;
  readonly seed?: number;
  readonly customStopTriggers?: readonly string[];
  readonly grammar?: Grammar;
  readonly functions?: Functions;
  readonly documentFunctionParams?: boolean;
  readonly onTextChunk?: (text: string) => void;
}

export interface GenerateResult {
  readonly response: string;
  readonly functionCalls?: readonly { readonly functionName: string; readonly params: unknown }[];
  readonly metadata: { readonly stopReason: string };
}

export interface ContextSequence {
  readonly tokenMeter: {
    getState(): object;
    diff(earlier: object): { readonly usedOutputTokens: number };
  };
}

export interface LlamaChat {
  generateResponse(
    history: readonly HistoryItem[],
    options: GenerateOptions,
  ): Promise<GenerateResult>;
}

export interface ChatWrapper {
  generateContextState(state: {
    readonly chatHistory: readonly HistoryItem[];
    readonly availableFunctions?: Functions;
    readonly documentFunctionParams: boolean;
  }): { readonly contextText: { tokenize(tokenizer: unknown): readonly unknown[] } };
}

export interface LlamaModel {
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  readonly fileInfo: {
    readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } };
  };
  createContext(options: {
    readonly contextSize: number;
    readonly sequences: number;
    readonly batchSize: number;
    readonly threads: number;
  }): Promise<{ getSequence(): ContextSequence; dispose(): Promise<void> }>;
  dispose(): Promise<void>;
}

export interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: object): Promise<Grammar>;
  getGrammarFor(format: 'json'): Promise<Grammar>;
}

export interface LlamaModule {
  getLlama(options: {
    readonly gpu: false | 'metal';
    readonly build: 'never';
    readonly skipDownload: true;
    readonly logLevel: 'warn';
    readonly maxThreads: number;
  }): Promise<Llama>;
  readonly LlamaChat: new (options: {
    readonly contextSequence: ContextSequence;
    readonly chatWrapper: ChatWrapper;
  }) => LlamaChat;
  readonly JinjaTemplateChatWrapper: new (options: { readonly template: string }) => ChatWrapper;
  resolveChatWrapper(model: LlamaModel): ChatWrapper;
}

/** Imports node-llama-cpp from the folder it was installed into. */
export async function importLlama(engineDir: string): Promise<LlamaModule> {
  const entry = createRequire(join(engineDir, 'package.json')).resolve('node-llama-cpp');
  const module: unknown = await import(pathToFileURL(entry).href);
  return module as LlamaModule;
}
