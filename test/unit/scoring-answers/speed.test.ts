import { expect, test } from 'vitest';
import { planGrading } from '../../../src/domain/scoring/plan-grading.ts';
import { LIMITS } from '../../support/judged-tasks.ts';
import { readLabelledAnswers } from '../../support/labelled-answers.ts';

const ITEMS = 1000;
const SETS = [
  'numbers',
  'sequences',
  'labels',
  'ids',
  'synthetic',
  'options',
  'adversarial',
  'held-out',
];

/** Of a machine that has other things to do: what is measured is the time on a core. */
const WALL_MS_MAX = 120_000;

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

test(
  'a thousand replies are graded by rules within a second',
  () => {
    const answers = SETS.flatMap(readLabelledAnswers);
    const items = Array.from({ length: ITEMS }, (_, index) => answers[index % answers.length]);
    const before = process.threadCpuUsage();
    let graded = 0;
    for (const item of items) {
      if (item === undefined) continue;
      const plan = planGrading(item.task, item.reply, 'stop', { limits: LIMITS, fileTexts: [] });
      if (plan.kind === 'rules') graded += 1;
    }
    expect(graded).toBe(ITEMS);
    expect(cpuMsSince(before)).toBeLessThan(1000);
  },
  WALL_MS_MAX,
);

test(
  'a hostile reply of a megabyte takes no longer',
  () => {
    const answers = readLabelledAnswers('ids').filter(({ isRight }) => isRight);
    const hostile = [
      '{"a":['.repeat(170_000),
      '[1,'.repeat(330_000),
      '\\boxed{'.repeat(140_000),
      'answer '.repeat(140_000),
      '"['.repeat(500_000),
    ];
    const before = process.threadCpuUsage();
    for (const { task } of answers.slice(0, 4)) {
      for (const reply of hostile) {
        planGrading(task, reply, 'stop', { limits: LIMITS, fileTexts: [] });
      }
    }
    expect(cpuMsSince(before)).toBeLessThan(20_000);
  },
  WALL_MS_MAX,
);
