import type { ModelProvider } from '../domain/suite/config-run.ts';

/** One model behind one endpoint, and how to ask it. */
export interface EndpointOptions {
  /** Ends in /v1 for OpenAI-compatible endpoints; Anthropic's go with or without it. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** 0 to 2, of Anthropic 0 to 1. */
  readonly temperature: number;
  /** Of one completion. */
  readonly maxTokens: number;
}

/** How the built-in agent asks its model. */
export interface ModelOptions extends EndpointOptions {
  /** The API that the endpoint speaks. */
  readonly provider: ModelProvider;
  /** Whether the model is offered the calculators. */
  readonly tools: boolean;
}
