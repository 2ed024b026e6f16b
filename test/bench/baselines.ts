// npm run bench:baselines [-- --interval 10] [-- --scenarios 12] [-- --json]
// What agents score that know nothing: the baselines every score is to be read beside, and those
// that live on the weaknesses of the original, by both profiles on the shipped scenarios.
import { parseArgs } from 'node:util';
import { BASELINES, EXPLOITS } from '../../src/domain/market/policies/catalogue.ts';
import { PROFILES } from '../../src/domain/scoring/profile.ts';
import { type Row, renderTable, standingOf } from './baseline-table.ts';
import { engineOf } from './market-engines.ts';
import { shippedMarkets } from './shipped-markets.ts';

const { values: options } = parseArgs({
  options: {
    interval: { type: 'string', default: '10' },
    scenarios: { type: 'string', default: '12' },
    json: { type: 'boolean', default: false },
  },
});

const engines = PROFILES.map(engineOf);
const markets = shippedMarkets(Number(options.scenarios), Number(options.interval));
const rows: Row[] = [];
for (const agent of [...BASELINES, ...EXPLOITS]) {
  const standings = engines.map((engine) => standingOf(agent, engine, markets));
  rows.push({ agent, standings });
  console.error(`${agent.name} has played`);
}
if (options.json) console.log(JSON.stringify({ ...options, rows }, undefined, 2));
else console.log(renderTable(engines, rows));
