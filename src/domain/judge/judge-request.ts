import type { JsonValue } from '../market/scenario.ts';
import { boundaryFor, disarm, enclose } from './boundary.ts';
import { fitParts, type Part } from './fit-parts.ts';
import { dataRules, type JudgePrompt } from './judge-prompt.ts';
import type { JudgeRequest } from './judge-script.ts';
import { estimateTokens } from './token-estimate.ts';

export interface RequestParts {
  readonly prompt: JudgePrompt;
  readonly isRepair: boolean;
  /** Lines that are shown whole: criteria, facts of the task. */
  readonly fixed: readonly string[];
  /** Texts that are enclosed and may be cut. */
  readonly parts: readonly Part[];
  readonly schema: JsonValue;
  readonly outputTokens: number;
}

/** Chat templates and roles. */
const OVERHEAD_TOKENS = 60;
/** The two lines around an enclosed text. */
const ENCLOSURE_TOKENS = 60;
/** With less, there is nothing to judge. */
const PART_TOKENS_MIN = 100;

/** The request, fitted to the context; undefined when not even a little of each text has room. */
export function judgeRequest(
  { prompt, isRepair, fixed, parts, schema, outputTokens }: RequestParts,
  contextTokens: number,
): JudgeRequest | undefined {
  const boundary = boundaryFor(parts.map(({ text }) => text));
  const system = `${prompt.role}\n\n${dataRules(boundary)}`;
  const instruction = isRepair ? prompt.repair : prompt.instruction;
  const shown = fixed.map(disarm).join('\n');
  const spent =
    estimateTokens(system) +
    estimateTokens(shown) +
    estimateTokens(instruction) +
    outputTokens +
    OVERHEAD_TOKENS +
    ENCLOSURE_TOKENS * parts.length;
  if (contextTokens - spent < PART_TOKENS_MIN * parts.length) return undefined;
  // Disarming adds spaces, so it comes before the measure.
  const disarmed = parts.map((part) => ({ ...part, text: disarm(part.text) }));
  const fitted = fitParts(disarmed, contextTokens - spent);
  const enclosed = fitted.parts.map(({ name, text }) => enclose(name, text, boundary));
  return {
    prompt: isRepair ? `${prompt.name}/repair` : prompt.name,
    system,
    user: [...enclosed, shown, instruction].filter((text) => text !== '').join('\n\n'),
    maxTokens: outputTokens,
    temperature: 0,
    schema,
    trims: fitted.trims,
  };
}
