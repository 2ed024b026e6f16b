import type { FakeBehaviour, FakeScript } from './fake-model-server.ts';
import { FAKE_MODEL, type FakeOpenAi, startFakeOpenAi } from './fake-openai.ts';

/** A judge's endpoint that finds everything right until it is told otherwise. */
export async function startJudge(): Promise<FakeOpenAi & AsyncDisposable> {
  const server = await startFakeOpenAi();
  server.behave(verdicts());
  return { ...server, [Symbol.asyncDispose]: server.close };
}

/** The key `judge` of a config that asks it. */
export const judgeAt = ({ baseUrl }: FakeOpenAi) => ({
  api_base: baseUrl,
  model: FAKE_MODEL,
  slots: 2,
});

/** Well-formed verdicts on the criteria of each request: faults are not found, all else is met. */
export const verdicts =
  (isMet: (criterion: string) => boolean = (text) => !FAULT.test(text)): FakeScript =>
  (body) => ({ kind: 'reply', text: JSON.stringify(verdictOn(promptOf(body), isMet)) });

/** Criteria that cost points, as the fixtures word them. */
const FAULT = /^(?:Invents|Leaves)/;

function verdictOn(prompt: string, isMet: (criterion: string) => boolean): object {
  const criteria = [...prompt.matchAll(/^(c\d{3}): (.+)$/gm)];
  if (criteria.length === 0) return { explanation: 'the same', correct: true };
  return Object.fromEntries(
    criteria.map(([, id = '', text = '']) => [
      id,
      { explanation: 'as stated', criteria_met: isMet(text) },
    ]),
  );
}

/** What a request asks, without its rules. */
function promptOf({ messages }: Record<string, unknown>): string {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return typeof last === 'object' && last !== null && 'content' in last ? String(last.content) : '';
}

/** Answers every question as `script` does, after so many complaints about each. */
export function afterComplaints(
  status: 429 | 503,
  complaints: number,
  script: FakeScript,
): FakeScript {
  const heard = new Map<string, number>();
  return (body, index) => {
    const prompt = promptOf(body);
    const count = (heard.get(prompt) ?? 0) + 1;
    heard.set(prompt, count);
    return count > complaints ? script(body, index) : complaint(status);
  };
}

export const complaint = (status: 429 | 503): FakeBehaviour => ({
  kind: 'raw',
  status,
  body: { error: { message: 'too much to do', code: 'busy' } },
  headers: { 'retry-after': '0' },
});
