/** Addresses are what programs call; answers are not about them. */
const ADDRESS =
  /\b(?:https?|wss?|grpc|tcp):\/\/[^\s"'<>),]+|\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[::1?\](?::\d+)?|\b(?:localhost|[a-z][\w-]*(?:\.[\w-]+)+):\d{2,5}\b|(?<=\s|^|["'`])\/v\d\/[\w/-]+/gi;
const HOSTNAME =
  /\b[a-z][\w-]*(?:\.[\w-]+)*\.(?:com|net|org|io|ai|dev|cloud|local|internal|svc|example|cn)\b/gi;
/** Numbers of failures: codes, ports, durations, tries. Any other may be an answer. */
const HARMLESS_NUMBER =
  /(?<=\b(?:code|status|http|port|line|errno|error|exit|after|length|queue|all|limit|limit of|limit is|window is|window of|length is|maximum|max|of|in|attempt|rank|expected|resets at|until|at|rank|column|position|version|signal|#|pid|byte|device|than|timeout|got|received|returned|with|id|retry)[ :=(#/-]{0,3})\d[\d,.]*\b|\(\d+\)|\b\d+ per (?:\d+ )?(?:second|minute|hour|day)|(?<=[a-z]=)\d[\d,.]*|(?<=\btoo (?:large|long|small|many|big): )\d[\d,.]*|\d[\d,]* (?:\w+ ){0,2}(?:calls|requests|tokens|messages)(?= ?\/| per\b)|\d[\d,]* (?:completion|prompt|input|output) tokens|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}(?=[ap]m\b)|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b(?! \d)|(?<!\bfor )\b\d[\d,.]* ?(?:ms|s|m|h|secs?|seconds?|minutes?|mins?|hours?|milliseconds?|attempts?|retries|tries|tokens?|iterations?|steps?|turns?|rounds?|tool calls?|bytes|[kmg]i?b|rpm|tpm|characters)\b/gi;
const STATUS = /\b[45]\d\d\b(?![\d,.]*\d)/g;
const SUMS = /[$€£¥%‰]|\bbps\b|\b(?:usd|eur|cny|bn|million|billion|percent)\b/i;
const QUANTITY = /(?<![\w.:/-])\d[\d,.]*(?![\w:/-])/;
/** 'ensemble', `gpt`: what somebody configured. */
const QUOTED_NAME =
  /(?<=^|[\s(=:])(['"`])[\w./:-]+\1|(?<=\b(?:model|deployment|endpoint|engine|provider)[:=] ?)[\w./:-]+/g;
/** Paths and files. */
const PATH =
  /(?<=^|[\s('"])[\w.~-]*(?:\/[\w.-]{2,})+\/?|\b[\w-]+\.(?:gguf|safetensors|py|js|ts|json|ya?ml|toml|env|log|bin|txt)\b/gi;
/** Anything in one piece; letters and digits mixed make it an identifier. */
const PIECE = /[\w.:/@-]+/g;
const withoutIdentifier = (piece: string): string =>
  /\d/.test(piece) && /[a-z]/i.test(piece) ? ' ' : piece;

/** A text without what programs put into it. */
export interface SpokenWords {
  /** Lower case, names of classes as their words, nothing that is no prose. */
  readonly spoken: string;
  readonly words: readonly string[];
  readonly addresses: number;
  readonly statuses: number;
}

/**
 * What a text says in words, or undefined when it states a quantity: a sum, or a number that is no
 * code, port, duration or number of tries.
 */
export function readSpokenWords(text: string): SpokenWords | undefined {
  if (SUMS.test(text)) return undefined;
  const statuses = new Set(text.match(STATUS) ?? []).size;
  const prose = text
    .replace(ADDRESS, ' ')
    .replace(HOSTNAME, ' ')
    .replace(HARMLESS_NUMBER, ' ')
    .replace(STATUS, ' ');
  if (statuses > 1 || QUANTITY.test(prose)) return undefined;
  const spoken = splitNames(
    prose.replace(QUOTED_NAME, ' ').replace(PATH, ' ').replace(PIECE, withoutIdentifier),
  );
  const words = wordsOf(spoken);
  return { spoken, words, addresses: text.match(ADDRESS)?.length ?? 0, statuses };
}

export const statesSum = (text: string): boolean => SUMS.test(text);
export const wordsOf = (spoken: string): readonly string[] =>
  spoken.toLowerCase().match(/\p{L}[\p{L}'-]*/gu) ?? [];

/** `ResourceExhausted`, `DEADLINE_EXCEEDED` and `java.net.SocketException` as their words. */
const splitNames = (text: string): string =>
  text
    .replaceAll('’', "'")
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[_.:]+(?=\S)/g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ');
