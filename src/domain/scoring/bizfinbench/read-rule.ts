import type { BizFinBenchSource } from '../../dataset/judged-source.ts';
import type { QuestionTask, Task, Tolerance } from '../../dataset/task.ts';
import type { JsonValue } from '../../market/scenario.ts';
import { isList, isObject, jsonInText } from '../answer/json-in-text.ts';
import { type StatedNumber, statedNumber } from '../answer/stated-number.ts';
import { idGroups, idList } from './id-values.ts';
import type { BizFinBenchRule } from './rule.ts';
import { sequenceItems } from './sequence-items.ts';

/**
 * The benchmark's own rule asks for a difference below 1e-4. Amounts in 万 and 亿 are stated with
 * fewer digits: four significant ones are enough.
 */
const COMPUTED: Tolerance = { relative: 5e-4, absolute: 1e-4 };
/** The benchmark's tolerances for forecasts of prices and of sentiment scores. */
const PRICE_SHARE = 0.01;
const SENTIMENT_SHARE = 0.1;

export type BizFinBenchTask = QuestionTask & { readonly source: BizFinBenchSource };

export const isBizFinBench = (task: Task): task is BizFinBenchTask =>
  task.source?.kind === 'bizfinbench';

/** The rule for a task, by its type and by what its answer looks like. */
export function readRule({ gold, source }: BizFinBenchTask): BizFinBenchRule {
  const text = gold.formatted.normalize('NFKC').trim();
  const json = wholeJson(text);
  const open: BizFinBenchRule = { kind: 'open', reference: gold.formatted.trim() };
  switch (source.taskType.replaceAll('-', '_')) {
    case 'stock_price_predict':
      return forecast(text, PRICE_SHARE) ?? open;
    case 'user_sentiment_analysis':
      return forecast(text, SENTIMENT_SHARE) ?? { kind: 'label', label: text };
    case 'event_logic_reasoning':
      return sequence(answerIn(json) ?? text) ?? open;
    case 'financial_report_analysis':
      return sequence(answerIn(json) ?? text) ?? number(text) ?? open;
    case 'financial_data_description':
      return ids(json, false) ?? open;
    case 'anomaly_information_tracing':
      return ids(json, true) ?? open;
    case 'financial_multi_turn_perception':
      return groups(json) ?? ids(json, false) ?? open;
    default:
      return number(text) ?? ids(json, false) ?? open;
  }
}

/** JSON that is the whole text. */
function wholeJson(text: string): JsonValue | undefined {
  const [found] = jsonInText(text);
  return found?.at === 0 && found.end === text.length ? found.value : undefined;
}

const answerIn = (json: JsonValue | undefined): JsonValue | undefined =>
  isObject(json) ? (json.answer ?? json.排序结果) : json;

/** A text that is a number and its unit, nothing else. */
function numberIn(text: string): StatedNumber | undefined {
  const isNumber = /^[-+−($€£¥\s]*\.?\d[\d,.\s]*(?:e[-+]?\d+)?[)\s]*(?:%|\p{L}{0,6})$/iu.test(text);
  const reading = isNumber ? statedNumber(text) : undefined;
  return reading?.kind === 'read' ? reading : undefined;
}

function number(text: string): BizFinBenchRule | undefined {
  const gold = numberIn(text);
  return gold && { kind: 'number', gold, tolerance: COMPUTED };
}

function forecast(text: string, share: number): BizFinBenchRule | undefined {
  const truth = numberIn(text);
  return truth && { kind: 'forecast', truth: truth.value, share };
}

function sequence(answer: JsonValue): BizFinBenchRule | undefined {
  const text = isList(answer) ? answer.map(String).join(',') : String(answer);
  const items = sequenceItems(text);
  return items.length < 2 || !items.every(isItem) ? undefined : { kind: 'sequence', items };
}

/** A number, a letter or a name: sentences with commas are texts of their own. */
const isItem = (item: string): boolean => /^[\p{L}\p{N}.&]{1,16}$/u.test(item);

function ids(json: JsonValue | undefined, isShared: boolean): BizFinBenchRule | undefined {
  const list = idList(json);
  if (list !== undefined) return { kind: 'ids', ids: list, key: null, isShared };
  if (!isObject(json)) return undefined;
  const [first, ...others] = Object.entries(json);
  const named = first === undefined || others.length > 0 ? undefined : idList(first[1]);
  return named && first && { kind: 'ids', ids: named, key: first[0], isShared };
}

function groups(json: JsonValue | undefined): BizFinBenchRule | undefined {
  const read = idGroups(json);
  return read && { kind: 'id-groups', groups: read };
}
