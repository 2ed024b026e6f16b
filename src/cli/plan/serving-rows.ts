import type { ServingView } from './serving-view.ts';

/** Whether and why the model fits where it is to run; nothing for configs that are served nothing. */
export function servingRows(serving: ServingView | null): readonly (readonly [string, string])[] {
  if (serving === null) return [];
  return [...servedRows(serving), ...serving.fallbacks.map((one) => ['else', words(one)] as const)];
}

function servedRows(serving: ServingView): readonly (readonly [string, string])[] {
  const { plan } = serving;
  if (plan === null) {
    const unplanned = 'not planned: the catalogue does not know this checkpoint';
    return [['serves', `${words(serving)}; ${unplanned}`]];
  }
  const reasons = plan.checks.filter(({ code, state }) => state === 'tight' || WHY.includes(code));
  return [
    ['serves', `${plan.verdict}: ${words(serving)}, TP ${plan.tensorParallel}`],
    ...reasons.map(({ code, state, text }) => ['', `${code} ${state}: ${text}`] as const),
  ];
}

function words({
  checkpoint,
  engine,
  gpus,
  contextTokens,
  launcher,
}: ServingView['fallbacks'][number]): string {
  const place = gpus === null ? 'the CPU' : gpus;
  const started = launcher === 'docker' ? ' in a container' : '';
  return `${checkpoint} with ${engine}${started} on ${place}, ${figure(contextTokens)} tokens`;
}

/** What decides where a model runs. */
const WHY: readonly string[] = ['MEM', 'KV'];

const figure = (value: number): string => value.toLocaleString('en-US');
