import { proxyActivities } from '@temporalio/workflow';
import type {
  AnsweredTask,
  JudgeActivities,
  PendingTask,
  RunActivities,
  SliceRef,
  TaskResult,
} from '../activities/contract.ts';
import { agentCall, judging } from './policies.ts';

const { judgeTask } = proxyActivities<JudgeActivities>(judging);

/** Of the config that a task belongs to. */
export interface AskSettings {
  readonly host: string;
  readonly timeoutMs: number;
}

/** The agent's answer and the judge's grade, or what of it belongs to the phase. */
export async function askTask(
  slice: SliceRef,
  task: PendingTask,
  { host, timeoutMs }: AskSettings,
): Promise<TaskResult | AnsweredTask> {
  const { phase, regrade } = slice.scope;
  // When all is scored again, rules may grade what a judge has graded.
  if (phase === 'grade' && regrade !== 'rules') return judge(slice, task);
  const { runTask } = proxyActivities<RunActivities>(agentCall(host, timeoutMs));
  const { taskId: summary } = task;
  const options = { activityId: `run-${summary}`, summary };
  const asked = await runTask.executeWithOptions(options, [{ ...slice, ...task }]);
  if (asked.kind !== 'answered' || phase === 'answer') return asked;
  const judged = await judge(slice, task);
  return asked.spend === undefined ? judged : { ...judged, spend: asked.spend };
}

function judge(slice: SliceRef, task: PendingTask): Promise<TaskResult> {
  const { taskId: summary } = task;
  const options = { activityId: `judge-${summary}`, summary };
  return judgeTask.executeWithOptions(options, [{ ...slice, ...task }]);
}
