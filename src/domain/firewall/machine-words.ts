/**
 * How much a word belongs to programs that serve models: 2 for what is said of hardly anything else,
 * 1 for what money and markets have as well. Other words of the trade connect these and count nothing.
 */
const STRONG = words(`
  api apis http https grpc backend back-end endpoint endpoints inference llm llms prompt prompts gateway
  proxy url ssl tls dns timeout timeouts timed-out retries gpu gpus cuda vram oom runtime json payload websocket sse
  chatbot openai anthropic claude gemini ollama vllm litellm openrouter deepseek copilot chatgpt gpt bedrock
  rate-limited ratelimited rate-limit throttled throttling unauthenticated authenticate authentication login
  logged overloaded unhealthy unreachable tokens tpm rpm rpd qps completions webhook localhost daemon subprocess
  serverless lambda kubernetes pod stdout stderr sigkill oomkilled middleware cors oauth jwt bearer tokenizer
  rephrase rephrasing resend resubmit reload exception traceback stacktrace
  parse parsed parsing parser malformed ip json yaml token-limit keep-alive unauthorised
  dashscope kimi moonshot mistral groq cohere huggingface cloudflare nginx`);
const WEAK = words(`
  ai model models engine engines server servers service provider providers worker workers host hosts hosted
  request requests response responses reply replies stream streaming connection connections connect connected
  connecting network internet system systems cluster pool node nodes instance instances replica replicas
  generation generating generate completion output input message messages conversation chat session key keys
  credits quota quotas subscription deployment deployed region country user users account organization project
  workspace process processing client status code codes tool tools loop loops agent assistant step steps turns
  turn iteration iterations retry capacity slot slots queue queued memory plan tier trial traffic load usage
  upstream token context window length permission permissions access authorized authenticated healthy available
  supported recognised recognized found configured loaded loading restart restarting shutdown online offline
  maintenance outage error errors failure unavailable busy exceeded exhausted expired revoked invalid disabled
  blocked aborted interrupted crashed retired deprecated limit limits disconnected refused reset upload download
  body header headers exit signal page browser cookie cookies logs log bug version library package
  file files
  handling handler thread task execution executing executed execute internal unexpected empty successful success
  try wait later reached hit free paid billing top recharge payment-method verified verify enabled enable declined deactivated suspended mail email stopped terminated address replay
  subsystem frontend plugin extension moderation layer workflow agents incident call concurrent filter vendor prediction cap attempt attempts problems unreadable container daemon tunnel script step budget`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

export const isMachineWord = (word: string): boolean => weightOf(singular(word)) > 0;

/** The sum over the different words of a text. */
export const machineWeight = (spoken: readonly string[]): number =>
  [...new Set(spoken.map(singular))].reduce((sum, word) => sum + weightOf(word), 0);

const singular = (word: string): string => word.replace(/'s$|(?<=[a-z]{3}[^s])s$/, '');

const weightOf = (word: string): number => {
  const has = (set: ReadonlySet<string>): boolean => set.has(word) || set.has(`${word}s`);
  return has(STRONG) ? 2 : has(WEAK) ? 1 : 0;
};
