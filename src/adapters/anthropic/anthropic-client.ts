import Anthropic from '@anthropic-ai/sdk';
import { patientFetch } from '../http/patient-fetch.ts';

export interface AnthropicAccess {
  /** With or without the /v1 that OpenAI-compatible addresses end in: the client adds its own. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
}

/** A client that never asks twice: retries cost money and are the caller's to count. */
export const createAnthropicClient = ({ baseUrl, apiKey, timeoutMs }: AnthropicAccess): Anthropic =>
  new Anthropic({
    baseURL: baseUrl.replace(/\/+$/, '').replace(/\/v1$/, ''),
    apiKey,
    maxRetries: 0,
    timeout: timeoutMs,
    fetch: patientFetch,
    logLevel: 'off',
  });
