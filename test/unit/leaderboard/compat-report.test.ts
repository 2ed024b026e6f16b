import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/contracts/records.ts';
import { ConfigReportSchema } from '../../../src/contracts/report.ts';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import { passesGate } from '../../../src/domain/leaderboard/coverage.ts';
import { mirrorCompat } from '../../../src/domain/scoring/mirror-compat.ts';
import type { CompatScore } from '../../../src/domain/scoring/score.ts';
import {
  aConfigRun,
  anOutcome,
  dropped,
  failed,
  graded,
  scored,
  someRecords,
  unscored,
} from '../../support/config-records.ts';

const both = (outcomes: readonly Outcome[], more: Parameters<typeof someRecords>[1] = {}) =>
  summarizeConfig(someRecords(outcomes, { config: aConfigRun({ profile: 'both' }), ...more }));
const compat = (grades: readonly CompatScore[]) =>
  summarizeConfig(
    someRecords(
      grades.map((grade, index) => graded(`t${index}`, mirrorCompat(grade), grade)),
      { config: aConfigRun({ profile: 'compat' }) },
    ),
  );

describe('profile both', () => {
  const report = both(
    [
      graded('a', scored(1), scored(0.8)),
      graded('b', failed(), dropped),
      graded('c', unscored(), scored(0.8)),
      graded('o', scored(50, 100), scored(82.5, 100), { dataset: 'options' }),
    ],
    { missing: ['lost'] },
  );

  test('headlines the corrected score and reports the original’s beside it', () => {
    expect(report.overall?.percent).toBe(50);
    expect(report.compat).toMatchObject({ overall: 81.25, grade: 'B-' });
    expect(report.profile).toBe('both');
  });

  test('leaves dropped rows out of the original’s averages and counts them', () => {
    expect(report.compat?.counts).toEqual({ planned: 5, graded: 3, dropped: 1, missing: 1 });
    expect(report.compat?.sections).toEqual([
      {
        section: 'analytical_reasoning',
        datasets: ['synthetic'],
        taskCount: 2,
        percent: 80,
        weight: 0.5,
        contribution: 40,
        accuracyRate: 1,
        subScores: {},
      },
      {
        section: 'options_trading',
        datasets: ['options'],
        taskCount: 1,
        percent: 82.5,
        weight: 0.5,
        contribution: 41.25,
        accuracyRate: 1,
        subScores: {},
      },
    ]);
  });

  test('says per dataset what both profiles make of it, and why they differ', () => {
    expect(report.compat?.comparison).toEqual([
      {
        dataset: 'synthetic',
        counts: { planned: 4, graded: 2, dropped: 1, missing: 1 },
        correctedPercent: 50,
        compatPercent: 80,
        differences: [
          { difference: 'failure-dropped', count: 1 },
          { difference: 'instrument-failure-graded', count: 1 },
          { difference: 'right-value-discounted', count: 1 },
        ],
      },
      {
        dataset: 'options',
        counts: { planned: 1, graded: 1, dropped: 0, missing: 0 },
        correctedPercent: 50,
        compatPercent: 82.5,
        differences: [{ difference: 'credited-without-right-value', count: 1 }],
      },
    ]);
  });

  test('is publishable by its corrected coverage alone', () => {
    expect(report.publishability).toMatchObject({ publishable: false });
    expect(both([graded('a', scored(1), dropped)]).publishability).toEqual({ publishable: true });
  });

  test('is stored and read back as it is', () => {
    expect(ConfigReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });
});

test('what profile both says of the corrected score is what profile corrected says', () => {
  const outcomes = [graded('a', scored(0.5), scored(1)), graded('b', failed(), dropped)];
  const { profile: _, compat: __, ...ours } = both(outcomes);
  const { profile: ___, compat, ...corrected } = summarizeConfig(someRecords(outcomes));
  expect(ours).toEqual(corrected);
  expect(compat).toBeNull();
});

describe('profile compat', () => {
  test('headlines the original’s score', () => {
    const report = compat([scored(0.8), dropped, scored(1)]);
    expect(report.overall?.percent).toBe(90);
    expect(report).toMatchObject({ grade: 'A-', compat: { overall: 90, grade: 'A-' } });
    expect(report.compat?.comparison).toEqual([]);
  });

  test('is never publishable as corrected, but has no gate to fail either', () => {
    const report = compat([scored(0.8), dropped]);
    expect(report.publishability).toMatchObject({
      publishable: false,
      why: expect.stringMatching(/^compat profile: no coverage gate/),
    });
    expect(passesGate(report)).toBe(true);
  });

  test('of which every row was dropped has no score, where the original writes 0', () => {
    const report = compat([dropped, dropped]);
    expect(report).toMatchObject({ overall: null, compat: { overall: null, grade: null } });
    expect(report.compat?.sections).toEqual([]);
    expect(passesGate(report)).toBe(false);
  });
});

test('ties are rounded to the even digit, as in Python', () => {
  expect(compat([scored(0.46125)]).compat?.overall).toBe(46.12);
  expect(compat([scored(0.46135)]).compat?.overall).toBe(46.13);
});

test('a section that begins with a dropped row comes where its first graded task does', () => {
  const report = both([
    graded('o', failed(), dropped, { dataset: 'options' }),
    graded('s', scored(1), scored(1)),
    graded('o2', scored(50, 100), scored(50, 100), { dataset: 'options' }),
  ]);
  expect(report.compat?.sections.map(({ section }) => section)).toEqual([
    'analytical_reasoning',
    'options_trading',
  ]);
  expect(report.sections.map(({ section }) => section)).toEqual([
    'options_trading',
    'analytical_reasoning',
  ]);
});

test('repeats are averaged over those that were graded', () => {
  const report = both(
    [
      graded('a', scored(1), scored(1)),
      graded('a', failed(), dropped, { repeat: 1 }),
      graded('b', scored(0), scored(0.5)),
      graded('b', scored(0), scored(1), { repeat: 1 }),
    ],
    { config: aConfigRun({ profile: 'both', repeats: 2 }) },
  );
  expect(report.compat).toMatchObject({
    overall: 87.5,
    counts: { planned: 4, graded: 3, dropped: 1 },
    sections: [{ taskCount: 2, accuracyRate: 0.75 }],
  });
});

test('the compat grade of the latest round counts, as its score does', () => {
  const rounds = [
    graded('a', unscored(), scored(0.8)),
    graded('a', scored(1), scored(1), { round: 1 }),
  ];
  expect(both(rounds).compat?.overall).toBe(100);
});

test('profile corrected has no compat report, and reports of before say so by leaving it out', () => {
  const report = summarizeConfig(someRecords([anOutcome('a', scored(1))]));
  expect(report.compat).toBeNull();
  const { compat: _, ...before } = report;
  expect(ConfigReportSchema.parse(before)).toEqual(report);
});
