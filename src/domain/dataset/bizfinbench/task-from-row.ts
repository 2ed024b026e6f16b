import type { QuestionTask } from '../task.ts';
import { type BizFinBenchSlice, DIFFICULTY, sliceName } from './task-types.ts';

interface Part {
  readonly type?: string | null | undefined;
  readonly text?: string | null | undefined;
}

/** A message whose content is text, or a list of which the first text counts. */
interface BizFinBenchMessage {
  readonly role?: string | null | undefined;
  readonly content?: string | readonly (string | Part)[] | null | undefined;
}

export interface BizFinBenchRow {
  readonly messages?: readonly BizFinBenchMessage[] | null | undefined;
  readonly choices?:
    | readonly { readonly message?: BizFinBenchMessage | null | undefined }[]
    | null
    | undefined;
}

/**
 * The task of a row, or undefined for a row without a question. `index` is the row's place in its
 * file: rows that are left out keep theirs. The questions say themselves how to answer, so that the
 * agent is sent nothing else, in either profile.
 */
export function bizFinBenchTask(
  row: BizFinBenchRow,
  slice: BizFinBenchSlice,
  index: number,
): QuestionTask | undefined {
  const question = textOf(row.messages ?? [], 'user');
  if (question === '') return undefined;
  const replies = (row.choices ?? []).flatMap(({ message }) => message ?? []);
  return {
    id: `bizfinbench_${sliceName(slice)}_${index}`,
    dataset: 'bizfinbench',
    category: slice.taskType,
    difficulty: DIFFICULTY[slice.taskType],
    question,
    gold: { kind: 'text', formatted: textOf(replies, 'assistant') },
    steps: [],
    source: { kind: 'bizfinbench', ...slice },
  };
}

/** The first text of the messages by this role; empty when there is none. */
function textOf(messages: readonly BizFinBenchMessage[], role: string): string {
  for (const message of messages) {
    if (message.role !== role) continue;
    if (typeof message.content === 'string') return message.content;
    for (const part of message.content ?? []) {
      if (typeof part === 'string') return part;
      if (part.type === 'text') return part.text ?? '';
    }
  }
  return '';
}
