import type { ServingView } from './serving-view.ts';

/** Whether and why the model fits where it is to run; nothing for configs that are served nothing. */
export function servingRows(
  serving: ServingView | null,
  name = 'serves',
): readonly (readonly [string, string])[] {
  if (serving === null) return [];
  const { checkpoint, engine, gpus, contextTokens, plan, launcher } = serving;
  const place = gpus === null ? 'the CPU' : gpus;
  const started = launcher === 'docker' ? ' in a container' : '';
  const what = `${checkpoint} with ${engine}${started} on ${place}, ${figure(contextTokens)} tokens`;
  if (plan === null) {
    return [[name, `${what}; not planned: the catalogue does not know this checkpoint`]];
  }
  const reasons = plan.checks.filter(({ code, state }) => state === 'tight' || WHY.includes(code));
  return [
    [name, `${plan.verdict}: ${what}, TP ${plan.tensorParallel}`],
    ...reasons.map(({ code, state, text }) => ['', `${code} ${state}: ${text}`] as const),
  ];
}

/** What decides where a model runs. */
const WHY: readonly string[] = ['MEM', 'KV'];

const figure = (value: number): string => value.toLocaleString('en-US');
