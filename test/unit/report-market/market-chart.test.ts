import { describe, expect, test } from 'vitest';
import { renderHtmlReport } from '../../../src/report/html-report.ts';
import type { PlayedMarket } from '../../../src/report/market/played-market.ts';
import { anOutcome, scored } from '../../support/config-records.ts';
import { aMarketTask, aPlayedMarket, withNaN } from '../../support/played-market.ts';
import { aRepeat, aRunReport, aTaskRow, someResults } from '../../support/run-report.ts';

function pageOf(markets: readonly PlayedMarket[], scenarios = 1): string {
  const outcomes = Array.from({ length: scenarios }, (_, index) =>
    anOutcome(`scenario_${index + 1}`, scored(51.25, 100), { dataset: 'crypto' }),
  );
  const { source, question } = aMarketTask();
  const tasks = outcomes.map(({ taskId, score }) =>
    aTaskRow({
      ...{ taskId, question, market: source, dataset: 'crypto', gold: 'the market decides' },
      repeats: [aRepeat({ answer: null, score, markets })],
    }),
  );
  return renderHtmlReport(aRunReport([{ report: someResults(outcomes).report, tasks }]));
}

const captions = (page: string) =>
  [...page.matchAll(/<figcaption><strong>(.*?)<\/strong>/g)].map(([, name]) => name);
const cellsOf = (page: string, episode: string) => {
  const [row = ''] = new RegExp(`<tr><td>${episode}</td>.*?</tr>`).exec(page) ?? [];
  return [...row.matchAll(/<td.*?>(.*?)<\/td>/g)].map(([, cell]) => cell);
};

const first = ({ episodes }: PlayedMarket) => {
  const [episode] = episodes;
  if (episode === undefined) throw new Error('the market has no episode');
  return episode;
};
const corrected = aPlayedMarket('corrected');
const compat = aPlayedMarket('compat');

test('every profile has a chart a mode, transforms by name', () => {
  const names = [
    ...['baseline', 'noisy', 'adversarial'],
    ...['meta: identity', 'meta: scale_1_1', 'meta: invert_returns'],
  ];
  expect(captions(pageOf([corrected, compat]))).toEqual([...names, ...names]);
});

test('a chart has the agent’s line, buy and hold, do nothing, and a mark for every kind of fill', () => {
  const page = pageOf([corrected]);
  for (const part of ['line equity', 'line hold', 'line nothing']) {
    expect(page.split(`<path class="${part}" d="M6`)).toHaveLength(7);
  }
  const [legend, ...charts] = page.split('<figure>');
  for (const kind of ['buy', 'sell', 'stop', 'liquidation']) {
    expect(legend).toContain(`class="mark ${kind}"`);
    expect(charts.join('')).toContain(`class="mark ${kind}"`);
  }
  expect(page).toContain('Equity, quote currency');
  expect(page).toContain('Bar and time, 2024-03-01');
});

test('buy and hold starts from the same balance as the agent', () => {
  const page = pageOf([corrected]).split('<figure>').slice(1).join('');
  const starts = [...page.matchAll(/class="line (?:equity|hold|nothing)" d="(M\S+ [\d.]+)/g)];
  const charts = Map.groupBy(starts.keys(), (index) => Math.floor(index / 3));
  for (const lines of charts.values()) {
    expect(new Set(lines.map((index) => starts[index]?.[1])).size).toBe(1);
  }
  expect(charts.size).toBe(6);
});

describe('the table below the charts', () => {
  test('measures corrected episodes against random agents and the market', () => {
    expect(cellsOf(pageOf([corrected]), 'noisy').slice(-4)).toEqual([
      ...['81.5', '+1.02', '[38.2, 63.9]', '0.12'],
    ]);
  });

  test('has the market’s own row, and no such columns, in profile compat', () => {
    const page = pageOf([compat]);
    expect(page).toContain('<td>buy and hold</td><td class="number">61.30</td>');
    expect(page).not.toContain('Percentile');
  });

  test('shows what is not finite as words', () => {
    const episode = withNaN(first(compat), 20);
    const [, score, growth, , , , , fees] = cellsOf(
      pageOf([{ ...compat, episodes: [episode], score: null }]),
      'baseline',
    );
    expect([score, growth, fees]).toEqual(['100.00', 'NaN', 'Infinity']);
  });
});

describe('an episode of the original that computes NaN', () => {
  const episode = withNaN(first(compat), 20);
  const page = pageOf([{ ...compat, episodes: [episode] }]);

  test('breaks its line and says so', () => {
    const gaps = episode.equity.length - 20;
    expect(page).toContain(`Equity: NaN × ${gaps} among ${episode.equity.length} values`);
  });

  test('leaves every attribute of the drawing finite', () => {
    const [drawing = ''] = /<figure>.*<\/figure>/s.exec(page) ?? [];
    expect(drawing).not.toMatch(/(?:d|x|y|points)="[^"]*(?:NaN|Infinity|undefined|e\+)/);
  });

  test('can still be drawn when nothing of it is a number', () => {
    const nothing = { ...episode, equity: episode.equity.map(() => Number.NaN) };
    expect(captions(pageOf([{ ...compat, episodes: [nothing] }]))).toEqual(['baseline']);
  });
});

test('an episode without any bar has words in place of a chart', () => {
  const empty = { ...first(compat), steps: [], closes: [], timestamps: [], equity: [10_000] };
  expect(pageOf([{ ...compat, episodes: [empty] }])).toContain('No bar was processed.');
});

test('what raises in the original is said above the charts', () => {
  const raised = { type: 'AttributeError', message: '<b>numerator</b>' };
  const page = pageOf([{ ...compat, episodes: [{ ...first(compat), metrics: null, raised }] }]);
  expect(page).toContain('the original raises AttributeError, &lt;b&gt;numerator&lt;/b&gt;');
});

test('a market that is not scored yet says so', () => {
  expect(pageOf([{ ...corrected, score: null }])).toContain('some of its episodes are not over');
});

test('scenario names and transforms are shown as text', () => {
  const attack = '"><script>alert(1)</script>';
  const episode = first(compat);
  const plan = { ...episode.plan, mode: 'meta' as const, transform: attack };
  const page = pageOf([
    {
      ...compat,
      episodes: [{ ...episode, plan, timestamps: episode.timestamps.map(() => attack) }],
    },
  ]);
  expect(page).toContain('&quot;&gt;&lt;script&gt;');
  expect(page).not.toMatch(/<script/i);
});

test('twelve scenarios of twelve long episodes stay below two megabytes', () => {
  const markets = [aPlayedMarket('corrected', 1440), aPlayedMarket('compat', 1440)];
  expect(pageOf(markets, 12).length).toBeLessThan(2_000_000);
});
