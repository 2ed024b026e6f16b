import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { ResultsFileSchema } from '../../src/contracts/results-file.ts';
import { correctAnswer } from '../../src/domain/dataset/oracle-answers.ts';
import { AgentError } from '../../src/domain/errors.ts';
import { FOLLOW_UP_QUESTION } from '../../src/domain/scoring/compat/follow-up.ts';
import { answering, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, tasksOf } from '../support/suite-inputs.ts';

const TASKS = 25;
const tasks = tasksOf(TASKS);
const right = answering(tasks);
const temporalAddress = inject('temporalAddress');
const PROVIDER_ERROR =
  "Error code: 402 - {'error': {'message': 'Insufficient credits', 'code': 402}}";

test('profile both: a provider’s error is asked again for corrected and graded for compat', async () => {
  const [poor] = tasks;
  let refused = 0;
  const agent = new InProcessAgent((request, call) => {
    if (request.text !== poor?.question || refused > 0) return right(request, call);
    refused += 1;
    return PROVIDER_ERROR;
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('profiles', { ...referenceConfig('pair', TASKS), profile: 'both' });
  const result = await (await bench.start(suite)).result();

  expect(result.configs).toMatchObject([
    {
      counts: { scored: TASKS, correct: TASKS, redundantCalls: 1 },
      overall: 100,
      publishable: true,
    },
  ]);
  expect(agent.asked).toHaveLength(TASKS + 1);
  const report = await bench.report(suite, 'pair');
  expect(report.compat).toMatchObject({
    counts: { planned: TASKS, graded: TASKS, dropped: 0, missing: 0 },
    comparison: [{ dataset: 'synthetic', correctedPercent: 100 }],
  });
  expect(report.compat?.overall).toBeLessThan(100);
  expect(report.compat?.comparison[0]?.differences).toContainEqual({
    difference: 'instrument-failure-graded',
    count: 1,
  });
  const graded = (await bench.outcomes(suite, 'pair')).filter(({ compatReply }) => compatReply);
  expect(graded).toMatchObject([{ taskId: poor?.id, score: { correct: true } }]);

  const results = join(bench.root, 'results');
  const [name = ''] = (await readdir(results)).filter((file) => file.startsWith('pair_'));
  const file = ResultsFileSchema.parse(JSON.parse(await readFile(join(results, name), 'utf8')));
  expect(file.results[0].overall_score.score).toBe(report.compat?.overall);
  expect(await readFile(join(results, 'leaderboard.md'), 'utf8')).toContain('| Compat |');
});

test('profile compat: rows of a failing agent are dropped, and the rest is the score', async () => {
  // More than the circuit breaker would take of a failing instrument.
  const answered = new Map(tasks.slice(0, 5).map((task) => [task.question, correctAnswer(task)]));
  const agent = new InProcessAgent(
    ({ text }) => answered.get(text) ?? new AgentError('agent-failed', 'it broke'),
  );
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const config = { ...referenceConfig('original', TASKS), profile: 'compat' as const };
  const suite = aSuite('profiles', config);
  const result = await (await bench.start(suite)).result();

  expect(result.configs).toMatchObject([
    { counts: { planned: TASKS, scored: 5, failed: 0, unscored: 20 }, publishable: true },
  ]);
  const report = await bench.report(suite, 'original');
  expect(report).toMatchObject({
    error: null,
    compat: { counts: { planned: TASKS, graded: 5, dropped: 20 }, comparison: [] },
    publishability: { publishable: false, why: expect.stringContaining('no coverage gate') },
    reasons: [{ kind: 'unscored', reason: 'dropped', count: 20 }],
  });
  expect(report.compat?.overall).toBeGreaterThanOrEqual(80);
  expect(report.overall?.percent).toBe(report.compat?.overall);
  expect(await readFile(join(bench.root, 'results', 'leaderboard.md'), 'utf8')).toContain(
    'compat profile: no coverage gate',
  );
});

test('profile compat with "conduct_debate": each answer with points is followed up, once', async () => {
  const few = tasks.slice(0, 4);
  const [wrong] = few;
  let followUps = 0;
  const agent = new InProcessAgent((request, call) => {
    if (request.text === wrong?.question) return 'I do not know.';
    if (request.text !== FOLLOW_UP_QUESTION) return right(request, call);
    followUps += 1;
    return followUps === 1 ? new AgentError('agent-failed', 'enough') : 'Rates may rise.';
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const config = {
    ...referenceConfig('debate', few.length),
    ...{ profile: 'compat' as const, conduct_debate: true },
  };
  const suite = aSuite('profiles', config);
  const result = await (await bench.start(suite)).result();

  expect(result.configs).toMatchObject([{ counts: { scored: 4, redundantCalls: 1 } }]);
  expect(followUps).toBe(3);
  expect(new Set(agent.asked).size).toBe(4 + 3);
  const report = await bench.report(suite, 'debate');
  expect(report).toMatchObject({ intents: 7, rebuttals: { due: 3, received: 2 } });

  const results = join(bench.root, 'results');
  const [name = ''] = (await readdir(results)).filter((file) => file.startsWith('debate_'));
  const file = ResultsFileSchema.parse(JSON.parse(await readFile(join(results, name), 'utf8')));
  const { evaluation_metadata: metadata, results: rows } = file.results[0];
  expect(metadata.conduct_debate).toBe(true);
  const told = Map.groupBy(rows, ({ rebuttal_received: received }) => received);
  expect(told.get(true)?.map((row) => row.rebuttal_preview)).toEqual(
    Array.from({ length: 2 }, () => 'Rates may rise.'),
  );
  expect(told.get(false)).toHaveLength(1);
  expect(told.get(undefined)).toMatchObject([{ example_id: wrong?.id, score: 0 }]);
});
