import { expect, test } from 'vitest';
import { renderHtmlReport } from '../../../src/report/html-report.ts';
import { anOutcome, failed, scored, unscored } from '../../support/config-records.ts';
import { aRepeat, aRunReport, aTaskRow, someResults } from '../../support/run-report.ts';

const ATTACK = `</pre><script>alert(1)</script><img src=x onerror="alert(2)">'`;

test('whatever an agent, a model or a dataset says is shown as text', () => {
  const { report } = someResults([anOutcome('a', scored(1), { answeredModel: ATTACK })], {
    notes: ATTACK,
    agent: { kind: 'builtin', model: { model: ATTACK, temperature: 0, maxTokens: 1, tools: true } },
  });
  const tasks = [
    aTaskRow({
      taskId: ATTACK,
      category: ATTACK,
      question: ATTACK,
      gold: ATTACK,
      repeats: [
        aRepeat({
          answer: ATTACK,
          answeredModel: ATTACK,
          score: { kind: 'failed', reason: 'agent-error', message: ATTACK },
        }),
      ],
    }),
  ];
  const page = renderHtmlReport({ ...aRunReport([{ report, tasks }]), description: ATTACK });
  expect(page).toContain('&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toMatch(/<script|<img|onerror="/i);
});

test('the page asks for nothing from outside', () => {
  const page = renderHtmlReport(aRunReport([someResults([anOutcome('a', scored(1))])]));
  expect(page).not.toMatch(/https?:|\bsrc=|url\(|@import|<link/i);
  expect(page).toContain("default-src 'none'");
});

test('a run without any score shows a dash and the reason, never a 0', () => {
  const page = renderHtmlReport(aRunReport([someResults([anOutcome('a', unscored())])]));
  expect(page).toContain('None of the 1 planned tasks could be scored.');
  expect(page).toContain('unscored: provider-error × 1');
  expect(page).toContain('aria-label="no score"');
  expect(page).not.toContain('0.00');
});

test('a config that left its host to us says where it ran and why', () => {
  const placement = { host: 'gpu-b', reason: '12 min on gpu-b; <why>', estimatedMinutes: 12 };
  const pageOf = (more: object) =>
    renderHtmlReport(aRunReport([someResults([anOutcome('a', scored(1))], more)]));
  expect(pageOf({ placement })).toContain('<dt>Placed</dt><dd>12 min on gpu-b; &lt;why&gt;</dd>');
  expect(pageOf({})).not.toContain('<dt>Placed</dt>');
});

test('a config that moved says from where to where, when and why', () => {
  const move = { from: 'gpu-a', to: 'gpu-b', generation: 2, waitedMs: 900_000 };
  const moves = [{ ...move, at: '2026-11-28T09:00:00.000Z' }];
  const page = renderHtmlReport(aRunReport([someResults([anOutcome('a', scored(1))], { moves })]));
  expect(page).toContain(
    '<dt>Moved</dt><dd>moved from gpu-a to gpu-b: host gpu-a has had no worker for 15 minutes; generation 2, ',
  );
});

test('every task is filed under its verdict', () => {
  const page = renderHtmlReport(
    aRunReport([
      someResults([
        anOutcome('a', scored(1)),
        anOutcome('b', scored(0)),
        anOutcome('c', failed('agent-timeout')),
        anOutcome('d', unscored()),
      ]),
    ]),
  );
  const filed = [...page.matchAll(/<details class="task (\w+)">/g)].map(([, status]) => status);
  expect(filed).toEqual(['correct', 'wrong', 'failed', 'unscored']);
  expect(page).toContain('failed: agent-timeout');
});

test('a model that answers as another one is called out', () => {
  const page = renderHtmlReport(
    aRunReport([someResults([anOutcome('a', scored(1), { answeredModel: 'other' })])]),
  );
  expect(page).toContain('The model asked for was tiny; the endpoint answered as other.');
});

test('configs still without a report are named', () => {
  const page = renderHtmlReport({ ...aRunReport([]), unreported: ['late-one'] });
  expect(page).toContain('Without a report so far: late-one.');
});

test('a config that was repaired says what was changed and why, and what its GPUs took', () => {
  const { report, tasks } = someResults([anOutcome('a', scored(1))]);
  const repairs = [
    {
      ...({ server: 'model', code: 'shorter-context', cause: 'kv-cache-too-small' } as const),
      ...{
        why: 'the cache is <small>',
        from: '--max-model-len 32768',
        to: '--max-model-len 16384',
      },
      ...{ deploymentId: 'f00d', at: '2026-11-28T08:00:00.000Z' },
    },
  ];
  const use = { gpuHours: 12.34, energyWh: 4_100.4, powerShare: 0.5, memoryMibMax: 71_000 };
  const repaired = {
    ...report,
    gpuUsage: use,
    judgeGpuUsage: { gpuHours: 0.5, energyWh: null, powerShare: 0, memoryMibMax: null },
    provenance: { ...report.provenance, repairs, mixedDeployment: true },
  };
  const page = renderHtmlReport(aRunReport([{ report: repaired, tasks }]));
  expect(page).toContain(
    'Not served as configured, but repaired: --max-model-len 16384 (kv-cache-too-small).',
  );
  expect(page).toContain('answers come from differently started servers');
  expect(page).toContain(
    '--max-model-len 32768 became --max-model-len 16384, because the cache is &lt;small&gt;',
  );
  expect(page).toContain('12.3 GPU h, 4,100 Wh over 50.0 % of it, 71,000 MiB at most');
  expect(page).toMatch(/GPUs held, judge<\/dt><dd>30\.0 GPU min<\/dd>/);
  const plain = renderHtmlReport(aRunReport([{ report, tasks }]));
  expect(plain).not.toMatch(/GPUs held|repaired/i);
});
