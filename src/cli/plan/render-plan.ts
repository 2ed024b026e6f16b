import { formatMinutes } from '../../domain/deployment/place/place-suite.ts';
import type { SuiteSchedule } from '../../domain/deployment/place/suite-schedule.ts';
import { costText } from './cost-text.ts';
import { judgeRows } from './judge-view.ts';
import { placementRows } from './placement-view.ts';
import type { PlannedConfig, RunnableConfig } from './plan-suite.ts';
import { servingRows } from './serving-rows.ts';

export interface SuitePlanView {
  readonly suite: string;
  readonly file: string;
  readonly configs: readonly PlannedConfig[];
  readonly schedule: SuiteSchedule;
}

/** A plan for people, a line each. */
export const renderPlan = ({
  suite,
  file,
  configs,
  schedule,
}: SuitePlanView): readonly string[] => [
  `suite ${suite}  ${file}`,
  ...configs.flatMap(renderConfig),
  ...renderSchedule(schedule),
  `  total ${totals(configs)}`,
];

function renderConfig(config: PlannedConfig): readonly string[] {
  if (config.refused !== undefined) {
    return [`  ${config.configId}`, ...config.refused.map((reason) => `    REFUSED  ${reason}`)];
  }
  return [
    `  ${config.configId}`,
    ...rows(config).map(([name, text]) => `    ${name.padEnd(8)} ${text}`),
  ];
}

/** A line a lane, the longest first, then the whole. */
function renderSchedule({ lanes, ...whole }: SuiteSchedule): readonly string[] {
  if (lanes.length === 0) return [];
  const longestFirst = lanes.toSorted((a, b) => b.minutes - a.minutes);
  const [makespan, bound] = [whole.makespanMinutes, whole.lowerBoundMinutes].map(formatMinutes);
  return [
    ...longestFirst.map(
      ({ lane, configs, minutes }) =>
        `  ${formatMinutes(minutes).padStart(12)}  lane ${lane}: ${configs.join(', ')}`,
    ),
    `  makespan ${makespan}, at least ${bound} on these hosts, if nothing fails and nobody else uses them`,
  ];
}

function rows(config: RunnableConfig): readonly (readonly [string, string])[] {
  const { agent, model, endpoint, host, lane, slots, timeoutSeconds } = config;
  const asks = model === null ? '' : `, model ${model}`;
  const at = endpoint === null ? '' : ` at ${endpoint}`;
  return [
    ['agent', `${agent}${asks}${at}`],
    [
      'runs on',
      `host ${host}, lane ${lane}, ${slots} calls at once, ${timeoutSeconds} s each at most`,
    ],
    ...placementRows(config.placement),
    ...servingRows(config.serving),
    ['tasks', tasks(config)],
    ['tokens', tokens(config)],
    ...judgeRows(config.judge),
    ...servingRows(config.judgeServing, 'judge on'),
    ['profile', profile(config)],
    ...(config.budget === null ? [] : [['budget', budget(config.budget)] as const]),
    ...config.needs.map((need) => ['needs', need] as const),
    ...config.filled.map(
      ({ key, value, source }) => ['filled', `${key}: ${value}  from ${source}`] as const,
    ),
  ];
}

function tasks({ tasks: count, tasksByDataset, evalConfig, sampling, ...config }: RunnableConfig) {
  const shares = Object.entries(tasksByDataset).map(([type, size]) => `${size} ${type}`);
  const seed = sampling.seed === null ? 'no seed' : `seed ${sampling.seed}`;
  const repeats = config.repeats === 1 ? '' : ` x ${config.repeats} repeats`;
  const decisions = config.decisions === 0 ? '' : `, ${figure(config.decisions)} of them decisions`;
  const followUps = config.followUpsMax;
  const added = followUps === 0 ? '' : `, and up to ${figure(followUps)} follow-ups`;
  const calls = `${figure(config.calls)} calls${decisions}${added}`;
  return `${count} of "${evalConfig}" (${shares.join(', ')}; ${sampling.strategy}, ${seed})${repeats}: ${calls}`;
}

function tokens({ cost, agent, model }: RunnableConfig): string {
  if (cost === null)
    return model === null ? `none that we pay for (${agent})` : 'unknown: the agent decides';
  return costText(cost);
}

function profile({ profile: name, extraCalls }: RunnableConfig): string {
  switch (name) {
    case 'corrected':
      return 'corrected';
    case 'compat':
      return 'compat: scored as the original does, never publishable as corrected';
    case 'both':
      return `both: ${extraCalls === 0 ? 'no extra calls of the agent, the same replies are graded twice' : `${figure(extraCalls)} extra calls`}`;
  }
}

function budget(bounds: NonNullable<RunnableConfig['budget']>): string {
  const parts = Object.entries(bounds).map(([unit, bound]) => `${figure(bound)} ${unit}`);
  return `stops at ${parts.join(' or ')}`;
}

function totals(configs: readonly PlannedConfig[]): string {
  const runnable = configs.filter((config) => config.refused === undefined);
  const calls = runnable.reduce((sum, config) => sum + config.calls, 0);
  const prices = runnable.flatMap(({ cost, judge }) => [
    ...(cost?.usdMax == null ? [] : [cost.usdMax]),
    ...(judge?.cost.usdMax == null ? [] : [judge.cost.usdMax]),
  ]);
  const usd = prices.reduce((sum, price) => sum + price, 0);
  const refused = configs.length - runnable.length;
  const parts = [
    `${runnable.length} configs`,
    `${figure(calls)} calls`,
    ...(prices.length === 0 ? [] : [`at most ${usd.toFixed(2)} USD at known prices`]),
    ...(refused === 0 ? [] : [`${refused} refused`]),
  ];
  return parts.join(', ');
}

const figure = (value: number): string => value.toLocaleString('en-US');
