/** APIs by name; each but `vllm` has an address and a key of its own. */
export const LLM_PROVIDERS = ['openai', 'openrouter', 'vllm', 'anthropic'] as const;
export type LlmProvider = (typeof LLM_PROVIDERS)[number];
