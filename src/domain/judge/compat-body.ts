import { compatSeed } from './compat-seed.ts';
import type { JudgeRequest } from './judge-script.ts';

interface Message {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** Body of a chat completion, with the names of the OpenAI interface. */
export interface CompatBody {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly top_p: 1;
  readonly seed: number;
  readonly temperature?: number;
  /** A body holds one of the two limits. */
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

/** Models that take no temperature and know the limit only by its newer name. */
const RESTRICTED_PREFIXES = ['o1', 'o3', 'o4', 'gpt-5-nano'];

const isRestricted = (model: string): boolean =>
  RESTRICTED_PREFIXES.some((prefix) => model.toLowerCase().startsWith(prefix));

/** The body the original sends. Its first line names the model, so that no cache mixes two of them. */
export function compatBody(request: JudgeRequest, model: string): CompatBody {
  const { system, user, maxTokens, temperature } = request;
  const name = `[model:${model}]`;
  const body = {
    model,
    messages: [
      { role: 'system', content: system === null ? name : `${name}\n${system}` },
      { role: 'user', content: user },
    ],
    top_p: 1,
    seed: compatSeed(model),
  } as const;
  if (isRestricted(model)) return { ...body, max_completion_tokens: maxTokens };
  return {
    ...body,
    max_tokens: maxTokens,
    ...(temperature === null ? {} : { temperature }),
  };
}

/** The body to try once more with, when the complaint names a parameter the original knows to change. */
export function correctedBody(body: CompatBody, complaint: string): CompatBody | undefined {
  if (complaint.includes('max_tokens') && complaint.includes('max_completion_tokens')) {
    const { max_tokens, ...others } = body;
    return max_tokens === undefined ? body : { ...others, max_completion_tokens: max_tokens };
  }
  if (complaint.includes('temperature') && complaint.includes('does not support')) {
    const { temperature, ...others } = body;
    return others;
  }
  return undefined;
}
