import { formatWhole } from '../../domain/deployment/plan/quantities.ts';
import { alignColumns } from '../output.ts';
import type { DeploymentView, PlanView } from './plan-view.ts';

/** A plan for people, a line each. */
export function renderDeployment(view: DeploymentView): readonly string[] {
  const { checks, nearest, command } = view;
  const checkRows = checks.map(({ code, state, text }) => [`  ${code}`, state, text]);
  return [
    `${view.verdict}${reasons(view)}: ${subject(view)}`,
    ...alignColumns(checkRows),
    ...(nearest.length === 0 ? [] : ['', 'nearest plans', ...nearestRows(nearest)]),
    ...(command === undefined ? [] : ['', command.join(' ')]),
  ];
}

const reasons = ({ failing }: PlanView): string =>
  failing.length === 0 ? '' : ` (${failing.join(', ')})`;

function subject(view: PlanView): string {
  const pipeline = view.pipelineParallel > 1 ? `, PP ${view.pipelineParallel}` : '';
  const experts = view.expertParallel ? ', expert parallel' : '';
  const layout = `TP ${view.tensorParallel}${pipeline}${experts}`;
  return `${view.checkpoint} with ${view.engine} on ${view.gpus}, ${layout}, ${formatWhole(view.maxLen)} tokens`;
}

const nearestRows = (nearest: DeploymentView['nearest']): readonly string[] =>
  alignColumns(
    nearest.map((near) => [
      `  ${near.verdict}`,
      near.change,
      `sequences of ${formatWhole(near.maxLen)} tokens that fit: ${formatWhole(near.memoryBytes.sequences)}`,
    ]),
  );
