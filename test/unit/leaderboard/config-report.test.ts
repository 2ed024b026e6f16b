import { expect, test } from 'vitest';
import { ConfigReportSchema } from '../../../src/contracts/report.ts';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import {
  aConfigRun,
  anOutcome,
  failed,
  scored,
  someRecords,
  twentyTasks,
  unscored,
} from '../../support/config-records.ts';

test('a failed task counts as 0, so failing hard tasks never pays', () => {
  const report = summarizeConfig(
    someRecords([anOutcome('a', scored(1)), anOutcome('b', failed())]),
  );
  expect(report.overall?.percent).toBe(50);
  expect(report.accuracy).toMatchObject({ correct: 1, n: 2, rate: 0.5 });
  expect(report.publishability).toEqual({ publishable: true });
});

test('an unscored task is no score: it lowers the coverage and widens the bounds', () => {
  const report = summarizeConfig(
    someRecords([anOutcome('a', scored(1)), anOutcome('b', unscored())]),
  );
  expect(report.overall?.percent).toBe(100);
  expect(report.coverage).toMatchObject({ planned: 2, scored: 1, unscored: 1, rate: 0.5 });
  expect(report.bounds).toEqual({ low: 50, high: 100 });
});

test('a planned task without an outcome was lost with its infrastructure', () => {
  const report = summarizeConfig(someRecords(twentyTasks(10), { missing: ['lost'] }));
  expect(report.coverage).toMatchObject({ planned: 21, unscored: 1, missing: 1 });
  expect(report.reasons).toEqual([{ kind: 'unscored', reason: 'infrastructure', count: 1 }]);
  expect(report.publishability.publishable).toBe(true);
});

test('below the required coverage a run is not publishable and says why', () => {
  const report = summarizeConfig(someRecords(twentyTasks(20), { missing: ['x', 'y'] }));
  expect(report.publishability).toEqual({
    publishable: false,
    why: 'Only 20 of 22 planned tasks count (90.9 %); a score needs 95.0 %.',
  });
});

test('a coverage just short of the limit never reads as the limit itself', () => {
  const outcomes = Array.from({ length: 10_000 }, (_, index) =>
    anOutcome(`t${index}`, index < 9499 ? failed() : unscored()),
  );
  expect(summarizeConfig(someRecords(outcomes)).publishability).toMatchObject({
    why: expect.stringContaining('(94.9 %)'),
  });
});

test('when nothing can be scored there is no score, not a score of 0', () => {
  const report = summarizeConfig(
    someRecords([anOutcome('a', unscored())], { config: aConfigRun({ coverageMin: 0 }) }),
  );
  expect(report).toMatchObject({ overall: null, grade: null, accuracy: null });
  expect(report.sections[0]).toMatchObject({ estimate: null, weight: 0, contribution: 0 });
  expect(report.publishability).toEqual({
    publishable: false,
    why: 'None of the 1 planned tasks could be scored.',
  });
});

test('the latest round decides, and earlier rounds were paid for too', () => {
  const report = summarizeConfig(
    someRecords([
      anOutcome('a', scored(1), { round: 1, intents: 2, redundantCalls: 1 }),
      anOutcome('a', failed('agent-timeout'), { round: 0, intents: 3, redundantCalls: 3 }),
    ]),
  );
  expect(report.overall?.percent).toBe(100);
  expect(report.reasons).toEqual([]);
  expect(report).toMatchObject({ intents: 5, redundantCalls: 4, usage: { inputTokens: 200 } });
});

test('sections weigh the same, and one without any score gives its weight away', () => {
  const report = summarizeConfig(
    someRecords([
      anOutcome('s', scored(1)),
      anOutcome('o', scored(50, 100), { dataset: 'options' }),
      anOutcome('c', unscored(), { dataset: 'crypto' }),
    ]),
  );
  expect(report.overall?.percent).toBe(75);
  expect(report.bounds).toEqual({ low: 50, high: 83.33 });
  expect(report.sections.map(({ section, weight }) => [section, weight])).toEqual([
    ['analytical_reasoning', 0.5],
    ['options_trading', 0.5],
    ['crypto_trading', 0],
  ]);
});

test('another model answering than the one configured is reported', () => {
  const honest = summarizeConfig(someRecords([anOutcome('a', scored(1))]));
  const swapped = summarizeConfig(
    someRecords([anOutcome('a', scored(1)), anOutcome('b', scored(1), { answeredModel: 'other' })]),
  );
  expect(honest.provenance.modelMismatch).toBe(false);
  expect(swapped.provenance).toMatchObject({
    modelMismatch: true,
    answeredModels: [
      { model: 'other', tasks: 1 },
      { model: 'tiny', tasks: 1 },
    ],
  });
});

test('answers under two deployments mark the run as mixed', () => {
  const under = (deploymentId: string, taskId: string) =>
    anOutcome(taskId, scored(1), { deploymentId });
  const mixed = (ids: readonly string[]) =>
    summarizeConfig(someRecords(ids.map((id, index) => under(id, `t${index}`)))).provenance
      .mixedDeployment;
  expect(mixed(['d1', 'd1'])).toBe(false);
  expect(mixed(['d1', 'd2'])).toBe(true);
});

test('secrets in URLs and arguments stay out of the report', () => {
  const url = summarizeConfig(
    someRecords(twentyTasks(1), {
      config: aConfigRun({ agent: { kind: 'url', url: 'http://me:pw@host:9110/a?key=s3cret' } }),
    }),
  );
  const command = summarizeConfig(
    someRecords(twentyTasks(1), {
      config: aConfigRun({ agent: { kind: 'command', command: ['./agent', '--key=s3cret'] } }),
    }),
  );
  expect(url.agent.label).toBe('http://host:9110/a');
  expect(command.agent.label).toBe('./agent');
});

test('an outcome of a task that was never planned is refused', () => {
  const records = someRecords(twentyTasks(1));
  expect(() =>
    summarizeConfig({ ...records, outcomes: [anOutcome('stranger', scored(1))] }),
  ).toThrow('"stranger"');
});

test('a config that failed before it had tasks still has a report that says why', () => {
  const report = summarizeConfig(
    someRecords([], { manifest: { datasets: [], tasks: [] }, error: 'the dataset is damaged' }),
  );
  expect(report).toMatchObject({ overall: null, error: 'the dataset is damaged', sections: [] });
  expect(report.publishability.publishable).toBe(false);
  expect(ConfigReportSchema.parse(report)).toEqual(report);
});

test('latencies are summed up by median and 95th percentile', () => {
  const outcomes = Array.from({ length: 101 }, (_, index) =>
    anOutcome(`t${index}`, scored(1), { latencyMs: 10 * index }),
  );
  expect(summarizeConfig(someRecords(outcomes)).latency).toEqual({ medianMs: 500, p95Ms: 950 });
});

test('a report reads back as it was written', () => {
  const report = summarizeConfig(
    someRecords([...twentyTasks(11), anOutcome('x', failed())], { missing: ['y'] }),
  );
  expect(ConfigReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

test('the order in which outcomes were read changes nothing', () => {
  const outcomes = [0, 0.3, 0.5, 0.9, 1].map((value, index) =>
    anOutcome(`t${index}`, scored(value)),
  );
  const records = someRecords(outcomes);
  expect(summarizeConfig({ ...records, outcomes: outcomes.toReversed() })).toEqual(
    summarizeConfig(records),
  );
});
