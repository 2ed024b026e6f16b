import type { Cause } from './diagnosis.ts';

/** Of runs against a server: found in logs of agents, judges and of the original's programs. */
export const CLIENT_CAUSES: readonly Cause[] = [
  {
    code: 'request-too-long',
    title: 'a request and its answer exceed the context',
    patterns: [/max_tokens'? is too large.*maximum context length/],
    remedy: 'ask for fewer tokens, serve a longer context, or use a judge with more',
    repairs: [],
  },
  {
    code: 'judge-reply-invalid',
    title: 'the judge does not answer in JSON',
    patterns: [/LLM returned invalid JSON for \w+ evaluation/],
    remedy: 'use a stronger judge, give it more output tokens, and look at its log',
    repairs: [],
  },
  {
    code: 'seed-file-missing',
    title: 'the original found no hidden seeds',
    patterns: [/Could not load seed from config/],
    remedy: 'make the file it names, with the key crypto_benchmark_v1; durabench needs none',
    repairs: [],
  },
  {
    code: 'market-database-missing',
    title: 'the database of candles cannot be reached',
    patterns: [/PostgreSQL connection failed/],
    remedy:
      'check server, database and table market_data.candles_1m; durabench reads files instead',
    repairs: [],
  },
  {
    code: 'no-scenarios',
    title: 'there are no candles in the range of dates',
    patterns: [/No scenarios generated/],
    remedy: 'compare the range with the first and last candle',
    repairs: [],
  },
];
