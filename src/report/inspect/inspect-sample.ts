import { totalTokens, type Usage } from '../../domain/agent/usage.ts';
import { countScore } from '../../domain/leaderboard/count-score.ts';
import type { ConfigReport } from '../../domain/leaderboard/report-types.ts';
import type { Score } from '../../domain/scoring/score.ts';
import { pathSegment } from '../../domain/suite/artifact-keys.ts';
import type { RepeatRow, TaskRow } from '../run-report.ts';

export const SCORER = 'durabench';

/** Inspect names files by sample id, so an id must not say where they go. */
export const sampleId = (taskId: string): string => pathSegment(taskId);

/** An agent that reaches its model by itself stands for it. */
export const modelName = ({ model, agent }: ConfigReport): string => model?.name ?? agent.label;

export type InspectSample = ReturnType<typeof describeSample>;

/** One repeat of a task. Keys are Inspect's. */
export function describeSample(task: TaskRow, repeat: RepeatRow, configuredModel: string) {
  const { answer, answeredModel, score, latencyMs } = repeat;
  const model = answeredModel ?? configuredModel;
  const usage = modelUsage(model, repeat);
  return {
    id: sampleId(task.taskId),
    epoch: repeat.repeat + 1,
    input: task.question,
    target: task.gold,
    messages: [
      { role: 'user', content: task.question },
      ...(answer === null ? [] : [{ role: 'assistant', content: answer, model }]),
    ],
    output: describeOutput(answer, model, usage[model]),
    scores: describeScore(score, answer),
    metadata: {
      task_id: task.taskId,
      dataset: task.dataset,
      category: task.category,
      difficulty: task.difficulty,
      round: repeat.round,
      calls: repeat.intents,
      redundant_calls: repeat.redundantCalls,
    },
    model_usage: usage,
    ...(latencyMs !== null && { total_time: latencyMs / 1000 }),
    ...describeError(score),
  };
}

const describeOutput = (answer: string | null, model: string, usage: object | undefined) => ({
  model,
  choices:
    answer === null
      ? []
      : [{ message: { role: 'assistant', content: answer, model }, stop_reason: 'unknown' }],
  completion: answer ?? '',
  ...(usage && { usage }),
});

function describeScore(score: Score | null, answer: string | null) {
  const counted = score === null ? undefined : countScore(score);
  if (score === null || counted === undefined) return undefined;
  return {
    [SCORER]: {
      value: counted.percent / 100,
      ...(answer !== null && { answer }),
      explanation:
        score.kind === 'scored'
          ? score.feedback
          : `${score.kind}: ${score.reason}, ${score.message}`,
      metadata: { kind: score.kind, correct: counted.correct, sub_scores: counted.subScores },
    },
  };
}

function describeError(score: Score | null) {
  if (score !== null && score.kind !== 'unscored') return {};
  const message =
    score === null
      ? 'infrastructure: the task left no outcome'
      : `${score.reason}: ${score.message}`;
  return { error: { message, traceback: '', traceback_ansi: '' } };
}

/** Tokens by model; empty where the agent does not report them. */
export function modelUsage(
  model: string,
  { usage, costUsd }: { readonly usage: Usage; readonly costUsd: number | null },
): Readonly<Record<string, object>> {
  const total = totalTokens(usage);
  if (total === null) return {};
  return {
    [model]: {
      input_tokens: usage.inputTokens ?? 0,
      output_tokens: usage.outputTokens ?? 0,
      total_tokens: total,
      ...(costUsd !== null && { total_cost: costUsd }),
    },
  };
}

/** What Inspect lists without opening the sample. */
export function summarizeSample(sample: InspectSample) {
  const { id, epoch, input, target, metadata, scores, model_usage, error } = sample;
  return {
    ...{ id, epoch, input, target, metadata, scores, model_usage },
    ...(sample.total_time !== undefined && { total_time: sample.total_time }),
    ...(error && { error: error.message }),
    completed: true,
    message_count: sample.messages.length,
  };
}
