import { DIFFERENCE_WORDING } from '../difference-wording.ts';
import { formatCost, formatCount } from '../format.ts';
import type { RepeatRow, TaskRow } from '../run-report.ts';
import { marketDetails } from './market/market-details.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Characters of one question or answer; the records and exports have the whole text. */
const TEXT_MAX = 20_000;

/** One answer with its verdict and cost. */
export const repeatBody = (
  repeat: RepeatRow,
  { dataset, repeats }: Pick<TaskRow, 'dataset' | 'repeats'>,
): Markup =>
  html`${repeats.length === 1 ? NOTHING : html`<h3>Repeat ${repeat.repeat + 1}: ${verdict(repeat)}</h3>`}
    ${repeat.markets === undefined ? textField('Answer', repeat.answer ?? 'none') : repeat.markets.map(marketDetails)}
    ${textField('Why', explanation(repeat))}
    ${compatField(repeat)}
    ${rebuttalField(repeat)}
    <p class="muted small">${remark(repeat, dataset)}</p>`;

/** `correct`, `wrong`, or why there is no answer to judge. */
export function verdict({ score }: RepeatRow): string {
  if (score === null) return 'unscored: no outcome';
  if (score.kind !== 'scored') return `${score.kind}: ${score.reason}`;
  return score.correct ? 'correct' : 'wrong';
}

function explanation({ score }: RepeatRow): string {
  if (score === null) return 'The run ended before this task did.';
  return score.kind === 'scored' ? score.feedback : score.message;
}

/** What the original makes of it, with its own reply where that is another one. */
function compatField({ answer, compat, compatAnswer, compatDifference }: RepeatRow): Markup {
  if (compat === null) return NOTHING;
  const text =
    compat.kind === 'dropped'
      ? `dropped: ${compat.error}`
      : `${compat.value} of ${compat.max}: ${compat.feedback}`;
  const why = compatDifference === null ? '' : ` (${DIFFERENCE_WORDING[compatDifference]})`;
  return html`${textField('Compat', `${text}${why}`)}
    ${compatAnswer === null || compatAnswer === (answer ?? '') ? NOTHING : textField('The reply that compat grades', compatAnswer)}`;
}

function rebuttalField({ rebuttal }: RepeatRow): Markup {
  if (rebuttal === undefined) return NOTHING;
  const text = rebuttal.received ? rebuttal.preview : `none: ${rebuttal.why}`;
  return textField('Rebuttal, which changes no score', text);
}

const remark = (repeat: RepeatRow, dataset: string): string =>
  [
    dataset,
    `round ${repeat.round}`,
    repeat.answeredModel === null
      ? 'answering model not reported'
      : `answered by ${repeat.answeredModel}`,
    `${formatCount(repeat.usage.inputTokens)} tokens in, ${formatCount(repeat.usage.outputTokens)} out`,
    `${formatCount(repeat.usage.modelCalls)} model calls`,
    `cost ${formatCost(repeat.costUsd)}`,
  ].join(' · ');

export const textField = (name: string, text: string): Markup =>
  html`<h4>${name}</h4><pre>${text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)} […]` : text}</pre>`;
