import { bizfinbenchGrade, decided } from './bizfinbench-grade.ts';
import { bizfinbenchIds } from './bizfinbench-ids.ts';
import { bizfinbenchNumber } from './bizfinbench-number.ts';
import { type CompatGrade, type CompatGraded, crash } from './compat-grade.ts';
import { normalizeText } from './normalize-text.ts';
import { DIGIT, firstChars, floatText, SPACE, strip } from './python-text.ts';

/** Both without space around them. */
interface Answers {
  readonly predicted: string;
  readonly expected: string;
}

type Rule = (answers: Answers, tolerance: number) => CompatGrade;

const SHOWN_CHARS = 100;
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['financial_quantitative_computation', gradeNumber],
  ['stock_price_predict', gradeNumber],
  ['event_logic_reasoning', gradeSequence],
  ['user_sentiment_analysis', gradeLabel],
  ['financial_data_description', gradeIds],
]);

/** The types whose right answers are never shown to a judge. */
export const isStructured = (taskType: string | null): boolean => RULES.has(taskType ?? '');

export const bizfinbenchRule = (taskType: string | null): Rule =>
  RULES.get(taskType ?? '') ?? gradeText;

function gradeNumber({ predicted, expected }: Answers, tolerance: number): CompatGraded {
  const [stated, wanted] = [bizfinbenchNumber(predicted), bizfinbenchNumber(expected)];
  if (stated === undefined || wanted === undefined) {
    const missing = stated === undefined ? 'prediction' : 'expected';
    const feedback = `Could not extract number from ${missing}`;
    const details = { predicted, expected };
    return bizfinbenchGrade({ method: 'numeric', score: 0, counts: [0, 0], feedback, details });
  }
  const isCorrect =
    wanted === 0
      ? Math.abs(stated) < tolerance
      : Math.abs(stated - wanted) / Math.abs(wanted) <= tolerance;
  return decided('numeric', isCorrect, {
    feedback: `Predicted: ${floatText(stated)}, Expected: ${floatText(wanted)}, Tolerance: ${floatText(tolerance)}`,
    details: {
      predicted_num: stated,
      expected_num: wanted,
      is_correct: isCorrect,
      tolerance,
    },
  });
}

const SPACES = new RegExp(`[${SPACE}]+`, 'gu');
const SEQUENCE = new RegExp(`[${DIGIT},]+`, 'u');

/** The first run of digits and commas, wherever it stands. */
function sequenceIn(text: string): string {
  const joined = text.replace(SPACES, '');
  return SEQUENCE.exec(joined)?.[0] ?? joined;
}

function gradeSequence({ predicted, expected }: Answers): CompatGraded {
  const [stated, wanted] = [sequenceIn(predicted), sequenceIn(expected)];
  return decided('sequence', stated === wanted, {
    feedback: `Predicted: '${stated}', Expected: '${wanted}'`,
    details: { predicted_seq: stated, expected_seq: wanted, is_correct: stated === wanted },
  });
}

function gradeLabel({ predicted, expected }: Answers): CompatGraded {
  const [stated, wanted] = [strip(predicted.toLowerCase()), strip(expected.toLowerCase())];
  return decided('label', stated === wanted, {
    feedback: `Predicted: '${stated}', Expected: '${wanted}'`,
    details: { predicted: stated, expected: wanted, is_correct: stated === wanted },
  });
}

/** Equal as sets, and an answer that cannot be read is the empty set. */
function gradeIds({ predicted, expected }: Answers): CompatGrade {
  const [stated, wanted] = [bizfinbenchIds(predicted), bizfinbenchIds(expected)];
  if (stated.kind === 'raised') return crash(stated.message);
  if (wanted.kind === 'raised') return crash(wanted.message);
  const isCorrect = areEqual(new Set(stated.ids), new Set(wanted.ids));
  return decided('ids', isCorrect, {
    feedback: `Predicted IDs: [${stated.ids.join(', ')}], Expected IDs: [${wanted.ids.join(', ')}]`,
    details: { predicted_ids: stated.ids, expected_ids: wanted.ids, is_correct: isCorrect },
  });
}

const areEqual = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));

/** Half a score for containment, and the empty text is contained in every other. */
function gradeText({ predicted, expected }: Answers): CompatGraded {
  const [stated, wanted] = [normalizeText(predicted), normalizeText(expected)];
  const isExact = stated === wanted;
  const isPart = stated.includes(wanted) || wanted.includes(stated);
  return {
    ...decided('normalized_text', isExact, {
      feedback: `Exact match: ${isExact ? 'True' : 'False'}`,
      details: {
        predicted_normalized: firstChars(stated, SHOWN_CHARS),
        expected_normalized: firstChars(wanted, SHOWN_CHARS),
        is_exact_match: isExact,
      },
    }),
    ...(isPart && !isExact ? { score: 0.5 } : {}),
  };
}
