import type { PrBenchSource, Turn } from '../judged-source.ts';

type Conversation = Pick<PrBenchSource, 'turns'>;

/**
 * What the original sends: the user's messages, each later one behind a marker with its number.
 * What the assistant answered, and all references, stay behind.
 */
export const askedAsOriginal = ({ turns }: Conversation): string =>
  turns
    .filter(({ role }) => role === 'user')
    .map(({ text }, index) =>
      index === 0 || text === '' ? text : `\n--- Turn ${index + 1} ---\n${text}`,
    )
    .join('');

const INTRODUCTION = 'This conversation is to be continued. Reply to its last message.';

/** The whole conversation as it was held, with the references given in it. */
export function askedInFull({ turns }: Conversation): string {
  const said = turns.filter(({ text, references }) => text !== '' || references.length > 0);
  const [first] = said;
  if (said.length === 1 && first !== undefined) return turnText(first);
  const texts = said.map(
    (turn) => `[${turn.role === 'user' ? 'User' : 'Assistant'}]\n${turnText(turn)}`,
  );
  return [INTRODUCTION, ...texts].join('\n\n');
}

const turnText = ({ text, references }: Turn): string =>
  [
    ...references.map((reference, index) => `Reference text ${index + 1}:\n${reference}`),
    text,
  ].join('\n\n');
