// npm run bench:market [-- --bars 110000] [-- --runs 7] [-- --json]
// Bars that the market engines play in a second of one core's time, metrics included, with an agent
// in the same process that is asked on every bar; then what scoring by skill takes.
import { parseArgs } from 'node:util';
import { walkingMarket } from './market/bars.ts';
import { compatCases } from './market/compat-episodes.ts';
import { benchCorrected } from './market/corrected.ts';
import { barsPerSecond } from './market/market-case.ts';

/** The Python original on the machine class of these measurements. */
const ORIGINAL_BARS_PER_SECOND = 110_000;

const { values: options } = parseArgs({
  options: {
    bars: { type: 'string', default: '110000' },
    runs: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
});

const scenario = walkingMarket(Number(options.bars));
const rows = [...compatCases(scenario)].map((each) => {
  const rate = barsPerSecond(each, Number(options.runs));
  return {
    episode: each.name,
    'bars/s': Math.round(rate),
    'to the original': Number((rate / ORIGINAL_BARS_PER_SECOND).toFixed(1)),
  };
});
if (options.json) console.log(JSON.stringify(rows, null, 2));
else {
  console.table(rows);
  benchCorrected(console.log);
}
