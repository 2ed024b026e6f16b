/** What of our settings an endpoint takes, and under which names. */
export interface JudgeDialect {
  readonly sendsTemperature: boolean;
  readonly tokenParameter: 'max_tokens' | 'max_completion_tokens';
  /** How the shape of a reply is enforced; `none` leaves it to the prompt. */
  readonly replyFormat: 'json_schema' | 'json_object' | 'none';
}

/** What most endpoints take. */
export const FIRST_DIALECT: JudgeDialect = {
  sendsTemperature: true,
  tokenParameter: 'max_tokens',
  replyFormat: 'json_schema',
};

const REFUSED_TEMPERATURE =
  /temperature.*(?:does not|doesn't|not) support|(?:does not|doesn't|un|not )support.*temperature/is;
const REFUSED_MAX_TOKENS = /max_tokens.*max_completion_tokens/is;
const REFUSED_FORMAT =
  /response_format|json_schema|json_object|json schema|structured output|guided (?:decoding|json)/i;

/**
 * The dialect to ask again in, when a refusal names a setting as the reason; else undefined. Every
 * setting only gives way, so asking again ends.
 */
export function mendDialect(
  dialect: JudgeDialect,
  status: number,
  message: string,
): JudgeDialect | undefined {
  if (status !== 400 && status !== 422) return undefined;
  if (dialect.sendsTemperature && REFUSED_TEMPERATURE.test(message)) {
    return { ...dialect, sendsTemperature: false };
  }
  if (dialect.tokenParameter === 'max_tokens' && REFUSED_MAX_TOKENS.test(message)) {
    return { ...dialect, tokenParameter: 'max_completion_tokens' };
  }
  if (dialect.replyFormat !== 'none' && REFUSED_FORMAT.test(message)) {
    const isFirst = dialect.replyFormat === 'json_schema';
    return { ...dialect, replyFormat: isFirst ? 'json_object' : 'none' };
  }
  return undefined;
}
