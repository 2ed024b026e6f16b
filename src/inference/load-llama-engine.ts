import type { ChatEngine } from './chat-engine.ts';
import {
  type ChatWrapper,
  importLlama,
  type LlamaModel,
  type LlamaModule,
} from './llama-binding.ts';
import { LlamaEngine, type LlamaSlot } from './llama-engine.ts';
import type { ServerOptions } from './server-options.ts';

const BATCH_TOKENS = 512;

/** Loads the weights; afterwards the engine answers at once. */
export async function loadLlamaEngine(options: ServerOptions): Promise<ChatEngine> {
  const { engineDir, weights, alias, contextTokens, slots: slotCount, threads } = options;
  const module = await importLlama(engineDir);
  const llama = await module.getLlama({
    // The package for Apple silicon holds a Metal build only.
    gpu: process.platform === 'darwin' && process.arch === 'arm64' ? 'metal' : false,
    build: 'never',
    skipDownload: true,
    logLevel: 'warn',
    maxThreads: threads,
  });
  const model = await llama.loadModel({ modelPath: weights });
  if (contextTokens > model.trainContextSize) {
    throw new Error(
      `a context of ${contextTokens} tokens was asked for, but the model was trained with ` +
        `${model.trainContextSize}: lower the deployment's "context"`,
    );
  }
  const context = await model.createContext({
    contextSize: contextTokens,
    sequences: slotCount,
    batchSize: BATCH_TOKENS,
    threads, // A second setting: left out, contexts use at least four threads.
  });
  const chatWrapper = chatWrapperOf(module, model);
  const slots = Array.from({ length: slotCount }, (): LlamaSlot => {
    const sequence = context.getSequence();
    return { sequence, chat: new module.LlamaChat({ contextSequence: sequence, chatWrapper }) };
  });
  const close = async (): Promise<void> => {
    await context.dispose();
    await model.dispose();
  };
  return new LlamaEngine(
    { model: alias, contextTokens, llama, weights: model, chatWrapper, close },
    slots,
  );
}

/** The model's own template where it has one: the automatic choice doubles the first token of some. */
function chatWrapperOf(module: LlamaModule, model: LlamaModel): ChatWrapper {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  return template === undefined
    ? module.resolveChatWrapper(model)
    : new module.JinjaTemplateChatWrapper({ template });
}
