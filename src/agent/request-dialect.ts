/** What of our settings an endpoint takes for a model, and under which names. */
export interface RequestDialect {
  readonly sendsTemperature: boolean;
  readonly tokenParameter: 'max_tokens' | 'max_completion_tokens';
  /** Whether a shape of the answer is sent along. */
  readonly sendsShape: boolean;
  /** Settings that could not be sent as asked; part of every answer's usage. */
  readonly warnings: readonly string[];
}

/** Models that think before they answer, with or without their provider's name before theirs. */
const REASONING_MODEL = /(?:^|\/)(?:o1|o3|o4|gpt-5-nano)(?![a-z0-9])/i;

/** Reasoning models of OpenAI take no temperature and count their thoughts among the tokens. */
export function dialectOf(model: string): RequestDialect {
  return REASONING_MODEL.test(model)
    ? {
        sendsTemperature: false,
        tokenParameter: 'max_completion_tokens',
        sendsShape: true,
        warnings: [
          `temperature is not sent: ${model} is a reasoning model`,
          `the token limit is sent as max_completion_tokens: ${model} is a reasoning model`,
        ],
      }
    : { sendsTemperature: true, tokenParameter: 'max_tokens', sendsShape: true, warnings: [] };
}

const REFUSED_TEMPERATURE =
  /temperature.*(?:does not|doesn't|not) support|(?:does not|doesn't|un|not )support.*temperature/is;
const REFUSED_MAX_TOKENS = /max_tokens.*max_completion_tokens/is;
const REFUSED_SHAPE =
  /response_format|json_schema|json schema|structured output|guided (?:decoding|json)/i;

/**
 * The dialect to ask again in, when a refusal names a setting as the reason; else undefined. Each
 * setting gives way once, so asking again ends.
 */
export function mendDialect(
  dialect: RequestDialect,
  status: number | undefined,
  message: string,
): RequestDialect | undefined {
  if (status !== 400 && status !== 422) return undefined;
  if (dialect.sendsTemperature && REFUSED_TEMPERATURE.test(message)) {
    const warning = 'temperature is not sent: the endpoint refuses it for this model';
    return { ...dialect, sendsTemperature: false, warnings: [...dialect.warnings, warning] };
  }
  if (dialect.tokenParameter === 'max_tokens' && REFUSED_MAX_TOKENS.test(message)) {
    const warning = 'the token limit is sent as max_completion_tokens: the endpoint asks for that';
    return {
      ...dialect,
      tokenParameter: 'max_completion_tokens',
      warnings: [...dialect.warnings, warning],
    };
  }
  if (dialect.sendsShape && REFUSED_SHAPE.test(message)) {
    const warning = 'the shape of decisions is not sent: the endpoint refuses it';
    return { ...dialect, sendsShape: false, warnings: [...dialect.warnings, warning] };
  }
  return undefined;
}
