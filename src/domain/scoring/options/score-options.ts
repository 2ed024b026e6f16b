import { lintGold } from '../../dataset/lint-gold.ts';
import type { FieldsGold, QuestionTask } from '../../dataset/task.ts';
import { invalidGold, type Score, type Scored } from '../score.ts';
import { type CommittedAnswer, committedAnswer } from '../synthetic/committed-answer.ts';
import { excerpt } from '../synthetic/excerpt.ts';
import { scoreNumber } from '../synthetic/score-number.ts';
import { scoreText } from '../synthetic/score-text.ts';
import { givesValue, matchesValue } from './match-value.ts';
import { type Statement, statedValues } from './stated-values.ts';

const SCORE_MAX = 100;

/**
 * Grades an options answer against the ground truth (profile `corrected`): the share of named
 * values that are right, of 100. Words about options earn nothing.
 */
export function scoreOptions(task: QuestionTask, replyText: string): Score {
  const invalid = lintGold(task);
  if (invalid !== undefined) return invalidGold(invalid.problem);
  if (replyText.trim() === '') {
    return { kind: 'failed', reason: 'empty-reply', message: 'the reply holds no text' };
  }
  const committed = committedAnswer(replyText);
  switch (task.gold.kind) {
    case 'number':
      return outOfHundred(scoreNumber(task.gold, committed));
    case 'text':
      return outOfHundred(scoreText(task.gold, committed));
    case 'fields':
      return scoreValues(task.gold, committed, replyText);
  }
}

const outOfHundred = (score: Scored): Scored => ({
  ...score,
  value: score.value * SCORE_MAX,
  max: SCORE_MAX,
});

interface Verdict {
  readonly name: string;
  readonly isRight: boolean;
  /** What was read; undefined when the value was not stated. */
  readonly read: string | undefined;
}

function scoreValues(gold: FieldsGold, committed: CommittedAnswer, replyText: string): Scored {
  const statements = committedStatements(gold, committed, replyText);
  const verdicts = Object.keys(gold.fields).map((name) => verdictOn(name, gold, statements));
  const wrong = verdicts.filter(({ isRight }) => !isRight);
  const rightCount = verdicts.length - wrong.length;
  return {
    kind: 'scored',
    value: (rightCount / verdicts.length) * SCORE_MAX,
    max: SCORE_MAX,
    correct: wrong.length === 0,
    subScores: Object.fromEntries(
      verdicts.map(({ name, isRight }) => [name, isRight ? SCORE_MAX : 0]),
    ),
    feedback: `expected ${gold.formatted}; ${wrong.length === 0 ? 'all values right' : wrong.map(describe).join(', ')}`,
  };
}

const describe = ({ name, read }: Verdict): string =>
  read === undefined ? `${name} not stated` : `${name} is not "${excerpt(read)}"`;

/** Statements after "Answer:"; of a reply that names no value there, all of it. */
function committedStatements(
  gold: FieldsGold,
  committed: CommittedAnswer,
  replyText: string,
): readonly Statement[] {
  const marked = statedValues(committed.onward, gold.fields);
  if (marked.length > 0) return marked;
  const anywhere = statedValues(replyText, gold.fields);
  const [only, ...others] = Object.keys(gold.fields);
  if (anywhere.length > 0 || only === undefined || others.length > 0) return anywhere;
  // One value is asked for: the answer needs no name.
  return [{ name: only, line: committed.text, value: committed.text, lineNumber: 0 }];
}

/** The last line that gives the value counts; several values on it are a hedge and must all be right. */
function verdictOn(name: string, gold: FieldsGold, statements: readonly Statement[]): Verdict {
  const expected = gold.fields[name];
  if (expected === undefined) return { name, isRight: false, read: undefined };
  const given = statements.filter(
    (statement) => statement.name === name && givesValue(statement, expected),
  );
  const lineNumber = given.at(-1)?.lineNumber;
  const last = given.filter((statement) => statement.lineNumber === lineNumber);
  const isRight =
    last.length > 0 &&
    last.every((statement) => matchesValue(name, expected, statement, gold.tolerance));
  return { name, isRight, read: last.at(-1)?.value };
}
