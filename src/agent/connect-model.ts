import type { ModelEndpoint } from './model-endpoint.ts';
import type { ModelOptions } from './model-options.ts';

/** Loads the client library of one provider only: each takes 20 MB and a fifth of a second. */
export async function connectModel(options: ModelOptions): Promise<ModelEndpoint> {
  switch (options.provider) {
    case 'openai': {
      const { OpenAiModel } = await import('./openai-model.ts');
      return new OpenAiModel(options);
    }
    case 'anthropic': {
      const { AnthropicModel } = await import('./anthropic-model.ts');
      return new AnthropicModel(options);
    }
  }
}
