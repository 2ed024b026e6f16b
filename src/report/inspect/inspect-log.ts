import type { ConfigReport } from '../../domain/leaderboard/report-types.ts';
import type { ConfigResults } from '../run-report.ts';
import {
  describeSample,
  type InspectSample,
  modelName,
  modelUsage,
  SCORER,
  sampleId,
  summarizeSample,
} from './inspect-sample.ts';

/** One file of an Inspect log archive. */
export interface LogFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A config run as a log of Inspect AI (`.eval`, log format version 2): tasks are samples, repeats
 * are epochs, failed answers score 0, unscored ones are samples that ended in an error.
 */
export function buildInspectLog({ report, tasks }: ConfigResults): readonly LogFile[] {
  const samples = tasks.flatMap((task) =>
    task.repeats.map((repeat) => describeSample(task, repeat, modelName(report))),
  );
  const spec = describeEval(
    report,
    tasks.map(({ taskId }) => sampleId(taskId)),
  );
  const plan = {
    name: 'plan',
    steps: [{ solver: report.agent.label, params: {} }],
    config: { ...(report.model?.temperature != null && { temperature: report.model.temperature }) },
  };
  return [
    file('_journal/start.json', { version: 2, eval: spec, plan }),
    ...samples.map((sample) => file(`samples/${sample.id}_epoch_${sample.epoch}.json`, sample)),
    file('summaries.json', samples.map(summarizeSample)),
    file('header.json', {
      version: 2,
      status: report.error === null ? 'success' : 'error',
      eval: spec,
      plan,
      results: describeResults(report, samples),
      stats: {
        started_at: report.startedAt,
        completed_at: report.finishedAt,
        model_usage: modelUsage(modelName(report), report),
      },
      ...(report.error !== null && {
        error: { message: report.error, traceback: '', traceback_ansi: '' },
      }),
    }),
  ];
}

const file = (name: string, value: unknown): LogFile => ({ name, text: JSON.stringify(value) });

function describeEval(report: ConfigReport, sampleIds: readonly string[]) {
  const { suite, runKey, configId, provenance, model } = report;
  const types = [...new Set(provenance.datasets.map(({ type }) => type))];
  return {
    eval_id: `${suite}/${runKey}/${configId}`,
    run_id: `${suite}/${runKey}`,
    created: report.startedAt,
    task: report.evalConfig,
    task_id: configId,
    task_version: 0,
    dataset: { name: types.join('+'), samples: sampleIds.length, sample_ids: sampleIds },
    model: modelName(report),
    ...(model?.baseUrl != null && { model_base_url: model.baseUrl }),
    config: { epochs: provenance.repeats, fail_on_error: false },
    packages: { durabench: provenance.durabenchVersion },
    ...(provenance.gitRevision !== null && {
      revision: { type: 'git', origin: '', commit: provenance.gitRevision },
    }),
    scorers: [{ name: SCORER, options: {}, metrics: [], metadata: {} }],
    metadata: { durabench: report },
  };
}

function describeResults(report: ConfigReport, samples: readonly InspectSample[]) {
  const { overall, accuracy, coverage } = report;
  const metrics = {
    ...(overall !== null && { unified_score: overall.percent / 100 }),
    ...(accuracy !== null && { accuracy: accuracy.rate }),
    coverage: coverage.rate,
  };
  const scored = samples.filter(({ scores }) => scores !== undefined).length;
  return {
    total_samples: samples.length,
    completed_samples: scored,
    scores: [
      {
        name: SCORER,
        scorer: SCORER,
        reducer: 'mean',
        scored_samples: scored,
        unscored_samples: samples.length - scored,
        params: {},
        metrics: Object.fromEntries(
          Object.entries(metrics).map(([name, value]) => [name, { name, value, params: {} }]),
        ),
      },
    ],
  };
}
