import type { Tolerance } from '../../dataset/task.ts';
import { committedNumber, type NumberReading, type StatedNumber } from '../answer/stated-number.ts';
import type { Scored } from '../score.ts';
import { excerpt } from '../synthetic/excerpt.ts';
import { normalizeText } from '../synthetic/normalize-text.ts';
import { isWithinTolerance } from '../synthetic/tolerance.ts';
import { isSameSet } from './id-values.ts';
import { committedGroups, committedIds } from './read-ids.ts';
import { canonicalLabel, committedLabel } from './read-label.ts';
import { committedSequence, isSameSequence, tokenOf } from './read-sequence.ts';
import type { BizFinBenchRule, IdGroups } from './rule.ts';

/** What a rule finds: the share of the answer that is right, and what it read. */
interface Finding {
  readonly share: number;
  readonly read: string;
}

const finding = (isRight: boolean, read: string): Finding => ({ share: isRight ? 1 : 0, read });

/** Grades a reply's text; undefined where only a reader can tell. */
export function scoreByRule(
  rule: BizFinBenchRule,
  said: string,
  expected: string,
): Scored | undefined {
  const found = compare(rule, said);
  if (found === undefined) return undefined;
  return {
    kind: 'scored',
    value: found.share,
    max: 1,
    correct: found.share === 1,
    subScores: {},
    feedback: `expected ${excerpt(expected)}; read ${excerpt(found.read)}`,
  };
}

function compare(rule: BizFinBenchRule, said: string): Finding | undefined {
  switch (rule.kind) {
    case 'number':
      return compareNumber(rule, committedNumber(said));
    case 'forecast':
      return compareForecast(rule.truth, rule.share, committedNumber(said));
    case 'sequence':
      return compareSequence(rule.items, committedSequence(said, rule.items));
    case 'label': {
      const label = committedLabel(said);
      return finding(label === canonicalLabel(rule.label), label ?? 'no label, or several');
    }
    case 'ids':
      return compareIds(rule.ids, committedIds(said, rule.key), rule.isShared);
    case 'id-groups':
      return compareGroups(rule.groups, committedGroups(said));
    case 'open':
      return normalizeText(said) === normalizeText(rule.reference) && normalizeText(said) !== ''
        ? finding(true, 'the same text')
        : undefined;
  }
}

const describe = (reading: NumberReading): string =>
  reading.kind === 'read'
    ? `${reading.value}${reading.isPercent ? ' %' : ''}`
    : `no number: ${reading.reason}`;

function compareNumber(
  { gold, tolerance }: { readonly gold: StatedNumber; readonly tolerance: Tolerance },
  reading: NumberReading,
): Finding {
  const isRight =
    reading.kind === 'read' &&
    (isWithinTolerance(reading.value, gold.value, tolerance) ||
      isSameShare(reading, gold, tolerance));
  return finding(isRight, describe(reading));
}

/** A percentage and its fraction: 12.5 % and 0.125, when one of the two says which it is. */
function isSameShare(reading: StatedNumber, gold: StatedNumber, tolerance: Tolerance): boolean {
  if (reading.isPercent === gold.isPercent) return false;
  const [points, fraction] = reading.isPercent
    ? [reading.value, gold.value]
    : [gold.value, reading.value];
  return isWithinTolerance(fraction * 100, points, tolerance);
}

function compareForecast(truth: number, share: number, reading: NumberReading): Finding {
  const isRight =
    reading.kind === 'read' &&
    isWithinTolerance(truth, reading.value, { relative: share, absolute: 0 });
  return finding(isRight, describe(reading));
}

/** Names in another order are wrong; other words may mean the same, which only a reader can tell. */
function compareSequence(
  gold: readonly string[],
  order: readonly string[] | undefined,
): Finding | undefined {
  if (order === undefined) return finding(false, 'no order, or several');
  if (isSameSequence(order, gold)) return finding(true, order.join(','));
  const isDecided = tokenOf(gold) !== undefined || order.every((item) => gold.includes(item));
  return isDecided ? finding(false, order.join(',')) : undefined;
}

function compareIds(
  gold: readonly number[],
  ids: readonly number[] | undefined,
  isShared: boolean,
): Finding {
  if (ids === undefined) return finding(false, 'no list of numbers');
  const read = `[${ids.join(', ')}]`;
  if (isSameSet(ids, gold)) return finding(true, read);
  const isSubset = ids.every((id) => gold.includes(id));
  return { share: isShared && isSubset && gold.length > 0 ? ids.length / gold.length : 0, read };
}

function compareGroups(gold: IdGroups, groups: IdGroups | undefined): Finding {
  if (groups === undefined) return finding(false, 'no list of statements');
  const right = [...gold].filter(
    ([id, ids]) => isSameSet(groups.get(id) ?? [], ids) && groups.has(id),
  );
  return { share: right.length / gold.size, read: `${right.length} of ${gold.size} right` };
}
