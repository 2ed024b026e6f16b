import {
  askCompat,
  type CompatRequest,
  type HttpResult,
} from '../../src/domain/judge/compat-transport.ts';
import type {
  JudgeAnswer,
  JudgeRequest,
  JudgeScript,
} from '../../src/domain/judge/judge-script.ts';

/** What an endpoint does with one HTTP request; the last step of a script repeats. */
export type JudgeStep =
  | { readonly kind: 'text'; readonly content: string }
  | { readonly kind: 'null_content' | 'no_choices' | 'drop' }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly message: string;
      readonly code: string;
    }
  | { readonly kind: 'raw'; readonly body: string }
  | keyof typeof ERRORS;

/** Complaints of real endpoints, by the names of the recorded scripts. */
const ERRORS = {
  '401': { status: 401, message: 'Incorrect API key provided', code: 'invalid_api_key' },
  '429': { status: 429, message: 'Rate limit reached', code: 'rate_limit_exceeded' },
  '500': { status: 500, message: 'The server had an error', code: 'server_error' },
  ctx400: {
    status: 400,
    message: "This model's maximum context length is 32768 tokens.",
    code: 'context_length_exceeded',
  },
  mct400: {
    status: 400,
    message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    code: 'unsupported_parameter',
  },
  temp400: {
    status: 400,
    message: "Unsupported value: 'temperature' does not support 0 with this model.",
    code: 'unsupported_value',
  },
} as const;

function resultOf(step: JudgeStep): HttpResult {
  if (typeof step === 'string') return resultOf({ kind: 'error', ...ERRORS[step] });
  switch (step.kind) {
    case 'drop':
      return { kind: 'no-response', message: 'Connection error.' };
    case 'raw':
      return { kind: 'response', status: 200, body: step.body };
    case 'error':
      return {
        kind: 'response',
        status: step.status,
        body: JSON.stringify({ error: { message: step.message, code: step.code } }),
      };
    case 'no_choices':
      return { kind: 'response', status: 200, body: '{"choices": []}' };
    case 'null_content':
    case 'text': {
      const content = step.kind === 'text' ? step.content : null;
      const body = JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });
      return { kind: 'response', status: 200, body };
    }
  }
}

/** A judge's endpoint that follows a script and remembers every HTTP request. */
export class ScriptedJudge {
  readonly requests: CompatRequest[] = [];
  /** One for each question, however many HTTP requests it took. */
  readonly questions: JudgeRequest[] = [];
  readonly #steps: readonly JudgeStep[];
  readonly #model: string;

  constructor(steps: readonly JudgeStep[], model = 'gpt-4o-mini') {
    this.#steps = steps;
    this.#model = model;
  }

  ask(question: JudgeRequest, contextTokens?: number): JudgeAnswer {
    this.questions.push(question);
    const call = askCompat(question, this.#model, contextTokens);
    let next = call.next();
    while (next.done !== true) {
      const step = this.#steps[Math.min(this.requests.length, this.#steps.length - 1)];
      if (step === undefined) throw new Error('a judge without a script was asked');
      this.requests.push(next.value);
      next = call.next(resultOf(step));
    }
    return next.value;
  }

  /** Plays a grading script to its end. */
  play<Grade>(script: JudgeScript<Grade>): Grade {
    let next = script.next();
    while (next.done !== true) next = script.next(this.ask(next.value));
    return next.value;
  }
}
