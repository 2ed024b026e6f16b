import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { parquetFile } from '../../../src/adapters/parquet/parquet-file.ts';
import { StoredScenarioSchema } from '../../../src/contracts/market.ts';
import { isMarket } from '../../../src/domain/dataset/task.ts';
import {
  BINANCE_HEADER,
  binanceCsv,
  CANDLES_START,
  genericCsv,
  swinging,
} from '../../support/candles.ts';
import { drawnTasks } from '../../support/drawn-tasks.ts';
import { fullStates } from '../../support/generated-market.ts';
import { PlanningBench } from '../../support/planning-bench.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The scenarios of a dataset over these files, in order. */
async function scenariosOf(files: Files, dataset: object) {
  await using bench = await PlanningBench.start();
  const folder = join(bench.experimentsRoot, 'candles');
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await bench.write(folder, name, content);
  const datasets = [{ type: 'crypto', path: 'candles', ...dataset }];
  const tasks = await drawnTasks(bench, { datasets });
  return Promise.all(
    tasks.filter(isMarket).map(async ({ source }) => {
      const stored = await getJson(bench.store, source.scenario.key, StoredScenarioSchema);
      return {
        id: source.scenarioId,
        timeframe: stored.timeframe,
        states: fullStates(stored.states),
      };
    }),
  );
}

const MINUTES = swinging(60);

describe('candles', () => {
  test.each<[string, Files, object]>([
    ['of a monthly file', { 'BTCUSDT-1m-2024-05.csv': binanceCsv(MINUTES) }, {}],
    ['in microseconds', { 'BTCUSDT-1m-2025-01.csv': binanceCsv(MINUTES, 1000) }, {}],
    [
      'with a header',
      { 'BTCUSDT-1m-2024-05.csv': `\uFEFF${BINANCE_HEADER}${binanceCsv(MINUTES)}` },
      {},
    ],
    [
      'that go on in the next file',
      {
        'BTCUSDT-1m-2024-05.csv': binanceCsv(MINUTES.slice(0, 20)),
        'BTCUSDT-1m-2024-06.csv': binanceCsv(MINUTES.slice(20)),
      },
      {},
    ],
    ['of any header', { 'x.csv': genericCsv(MINUTES) }, { symbol: 'btcusdt' }],
    [
      'of any header and one file',
      { 'x.csv': genericCsv(MINUTES) },
      { path: 'candles/x.csv', symbol: 'BTCUSDT', timeframe: '1m' },
    ],
  ])('%s become one scenario without the warm-up', async (_, files, keys) => {
    const [scenario, ...others] = await scenariosOf(files, keys);
    expect(others).toEqual([]);
    expect(scenario).toMatchObject({ id: 'btcusdt_1m', timeframe: '1m' });
    expect(scenario?.states).toHaveLength(60 - 49);
    const { close } = MINUTES[49] ?? { close: 0 };
    expect(scenario?.states[0]).toMatchObject({
      timestamp: '2024-05-01T00:49:00+00:00',
      symbol: 'BTCUSDT',
      ohlcv: { open: close, high: close + 1, low: close - 1, close, volume: 5.5 },
      market_metrics: { funding_rate: 0 },
    });
  });

  test('of a Parquet file are those of the CSV file', async () => {
    const columns = [
      { name: 'timestamp', type: 'count' },
      ...['open', 'high', 'low', 'close', 'volume'].map(
        (name) => ({ name, type: 'number' }) as const,
      ),
    ] as const;
    const rows = MINUTES.map(({ minute, close }) => [
      CANDLES_START + minute * 60_000,
      ...[close, close + 1, close - 1, close, 5.5],
    ]);
    const parquet = await parquetFile({ columns, rows });
    const keys = { symbol: 'BTCUSDT' };
    expect(await scenariosOf({ 'x.parquet': parquet }, keys)).toEqual(
      await scenariosOf({ 'x.csv': genericCsv(MINUTES) }, keys),
    );
  });

  test('are cut into parts of equal length, and what is left over is left out', async () => {
    const files = { 'BTCUSDT-5m-2024-05.csv': binanceCsv(swinging(49 + 25, 5)) };
    const parts = await scenariosOf(files, { bars: 10 });
    expect(parts.map(({ id, states }) => [id, states.length])).toEqual([
      ['btcusdt_5m_20240501T0405', 10],
      ['btcusdt_5m_20240501T0455', 10],
    ]);
    const [whole] = await scenariosOf(files, {});
    expect(parts.flatMap(({ states }) => states)).toEqual(whole?.states.slice(0, 20));
  });

  test('have the funding rate that held at each of them', async () => {
    const rates = [
      [CANDLES_START - 1, 0.0001],
      [CANDLES_START + 55 * 60_000, -0.0002],
    ];
    const csv = `calc_time,funding_interval_hours,last_funding_rate\n${rates.map(([time, rate]) => `${time},8,${rate}\n`).join('')}`;
    const [scenario] = await scenariosOf(
      { 'BTCUSDT-1m-2024-05.csv': binanceCsv(MINUTES), 'BTCUSDT-fundingRate-2024-05.csv': csv },
      { funding_path: 'candles/BTCUSDT-fundingRate-2024-05.csv' },
    );
    const seen = scenario?.states.map(({ market_metrics }) => market_metrics.funding_rate);
    expect(seen).toEqual([...Array(6).fill(0.0001), ...Array(5).fill(-0.0002)]);
  });

  test('give hidden windows by seed, each with indicators of its own', async () => {
    const files = {
      'BTCUSDT-1m-2024-05.csv': binanceCsv(swinging(600)),
      'ETHUSDT-1m-2024-05.csv': binanceCsv(swinging(600)),
    };
    const keys = {
      ...{ window_seed: 7, window_count: 4, window_min_bars: 60, window_max_bars: 90 },
      symbols: ['BTCUSDT', 'ETHUSDT'],
    };
    const windows = await scenariosOf(files, keys);
    expect(windows).toHaveLength(4);
    for (const { id, states } of windows) {
      expect(id).toMatch(/^(?:btc|eth)usdt_[0-9a-f]{12}$/);
      expect(states.length).toBeGreaterThanOrEqual(60 - 49);
      expect(states.length).toBeLessThanOrEqual(91 - 49);
    }
    expect(await scenariosOf(files, keys)).toEqual(windows);
    expect(await scenariosOf(files, { ...keys, window_seed: 8 })).not.toEqual(windows);
  });
});

const changed = (line: number, text: (cells: string[]) => string): string => {
  const lines = binanceCsv(MINUTES).split('\n');
  lines[line - 1] = text((lines[line - 1] ?? '').split(','));
  return lines.join('\n');
};
const replaced = (line: number, cell: number, value: string): string =>
  changed(line, (cells) => cells.with(cell, value).join(','));

describe('refused with file and line are candles', () => {
  const at = 'BTCUSDT-1m-2024-05\\.csv, line';
  test.each<[string, string, object, RegExp]>([
    ['that miss', changed(7, () => ''), {}, RegExp(`${at} 8: 1 candles are missing after`)],
    [
      'that come twice',
      changed(7, (cells) => [cells.join(','), cells.join(',')].join('\n')),
      {},
      RegExp(`${at} 8: repeats the candle of 2024-05-01T00:06:00`),
    ],
    ['out of order', replaced(7, 0, '1714521600000'), {}, RegExp(`${at} 7: lies before`)],
    ['without a number', replaced(9, 4, 'NaN'), {}, RegExp(`${at} 9: column 5 is "NaN"`)],
    ['of infinite price', replaced(9, 2, '1e999'), {}, RegExp(`${at} 9: column 3 is "1e999"`)],
    ['cut short', changed(9, () => '1714521600000,1'), {}, RegExp(`${at} 9: column 3 is missing`)],
    [
      'without a time',
      replaced(9, 0, 'noon'),
      {},
      RegExp(`${at} 9: column 1 is "noon": write sec`),
    ],
    [
      'with a high below',
      replaced(9, 2, '1'),
      {},
      RegExp(`${at} 9: column 3 is "1": write a high`),
    ],
    ['with a low above', replaced(9, 3, '102.5'), {}, RegExp(`${at} 9: column 4 .* a low that`)],
    ['without a price', replaced(9, 3, '0'), {}, RegExp(`${at} 9: column 4 is "0": write a price`)],
    [
      'of another timeframe',
      binanceCsv(MINUTES),
      { timeframe: '5m' },
      /line 2: follows .* a bar has 5/,
    ],
    ['too few for a scenario', binanceCsv(MINUTES.slice(0, 49)), {}, /too few candles \(49 of BTC/],
    ['too few for a part', binanceCsv(MINUTES), { bars: 12 }, /a scenario takes 12 more at least/],
    [
      'of a name that is not given',
      binanceCsv(MINUTES),
      { scenarios: ['x'] },
      /candles give no "x"/,
    ],
    [
      'of a symbol that windows ask for in vain',
      binanceCsv(MINUTES),
      { window_seed: 1, symbols: ['ETHUSDT'] },
      /symbols: there are no 1m candles of ETHUSDT/,
    ],
    [
      'outside the range of the windows',
      binanceCsv(MINUTES),
      { window_seed: 1, date_range_end: '2021-01-01' },
      /date_range_start: the bars of BTCUSDT lie outside/,
    ],
  ])('%s', async (_, csv, keys, says) => {
    await expect(scenariosOf({ 'BTCUSDT-1m-2024-05.csv': csv }, keys)).rejects.toThrow(says);
  });

  test.each<[string, Files, object, RegExp]>([
    ['of no symbol', { 'x.csv': genericCsv(MINUTES) }, {}, /the name of .*x\.csv says no symbol/],
    ['without prices', { 'A-1m.csv': 'timestamp,price\n1,2\n' }, {}, /no column open; it has time/],
    ['that are no Parquet', { 'A-1m.parquet': 'x' }, {}, /A-1m\.parquet is no Parquet file/],
    [
      'of two timeframes',
      { 'A-1m-1.csv': binanceCsv(MINUTES), 'A-5m-1.csv': binanceCsv(MINUTES) },
      {},
      /the files of A are of 1m and 5m/,
    ],
    [
      'with rates of another symbol',
      {
        'A-1m-1.csv': binanceCsv(MINUTES),
        'B-fundingRate.csv': 'timestamp,funding_rate\n2024-05-01 00:00:00,0.1\n',
      },
      { funding_path: 'candles/B-fundingRate.csv' },
      /holds rates of B, path has candles of A/,
    ],
    [
      'with rates out of order',
      {
        'A-1m-1.csv': binanceCsv(MINUTES),
        'A-fundingRate.csv': 'timestamp,funding_rate\n2024-05-02,0.1\n2024-05-01,0.1\n',
      },
      { funding_path: 'candles/A-fundingRate.csv' },
      /A-fundingRate\.csv, line 3: is not after the rate before it/,
    ],
  ])('%s', async (_, files, keys, says) => {
    await expect(scenariosOf(files, keys)).rejects.toThrow(says);
  });

  test('keys of candles beside scenarios are wrong', async () => {
    const files = { 'one.json': '{"market_states": [{}]}' };
    const keys = { path: 'candles/one.json', bars: 3 };
    await expect(scenariosOf(files, keys)).rejects.toThrow(/bars is of candle files, and path/);
  });
});
