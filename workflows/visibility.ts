import { defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import type { ConfigPlan, RunScope } from '../activities/contract.ts';
import type { ConfigPhase } from '../src/domain/suite/progress.ts';
import { SEARCH_ATTRIBUTES } from '../src/temporal/names.ts';

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');
const SUITE = keyword(SEARCH_ATTRIBUTES.suite);
const RUN = keyword(SEARCH_ATTRIBUTES.run);
const CONFIG = keyword(SEARCH_ATTRIBUTES.config);
const MODEL = keyword(SEARCH_ATTRIBUTES.model);
const HOST = keyword(SEARCH_ATTRIBUTES.host);
const PHASE = keyword(SEARCH_ATTRIBUTES.phase);
const FAILED = defineSearchAttributeKey(SEARCH_ATTRIBUTES.failed, 'INT');

export const suiteAttributes = ({ suite, runKey }: RunScope) => [
  { key: SUITE, value: suite },
  { key: RUN, value: runKey },
];

/** Set when the child starts, so that it can be found before its first workflow task. */
export const configAttributes = (scope: RunScope, plan: ConfigPlan) => [
  ...suiteAttributes(scope),
  { key: CONFIG, value: plan.configId },
  { key: MODEL, value: plan.model },
  { key: HOST, value: plan.host },
];

/** One history event each, so only on phase changes. */
export const showPhase = (phase: ConfigPhase): void =>
  upsertSearchAttributes([{ key: PHASE, value: phase }]);

/** Tasks without a score: failed and unscored. */
export const showFailed = (count: number): void =>
  upsertSearchAttributes([{ key: FAILED, value: count }]);
