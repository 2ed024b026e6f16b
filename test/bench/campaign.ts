// npm run bench:campaign [-- --json]
// Simulated campaigns of 24 configs on 4 unequal hosts that stop four times: how long they take
// against the lower bound of the same campaign without a failure.
import { parseArgs } from 'node:util';
import { lowerBoundMinutes } from '../../src/domain/deployment/place/lower-bound.ts';
import { placeWorks } from '../../src/domain/deployment/place/place-works.ts';
import { drawCampaign, drawOutages, HOSTS } from './campaign/draw-campaign.ts';
import { simulate } from './campaign/simulate.ts';

const CAMPAIGNS = 50;
const RATIO_AIM = 1.15;

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const names = HOSTS.map(({ host }) => host);

const rows = Array.from({ length: CAMPAIGNS }, (_, seed) => {
  const works = drawCampaign(seed);
  const bound = lowerBoundMinutes(works, names);
  const states = names.map((host) => ({ host, readyMinute: 0 }));
  const planned = placeWorks(works, states).makespanMinutes;
  const failing = simulate(works, names, drawOutages(seed, bound));
  return { seed, bound, planned: planned / bound, failing: failing.endMinute / bound, ...failing };
});

const sorted = (of: (row: (typeof rows)[number]) => number) => rows.map(of).sort((a, b) => a - b);
const at = (ratios: readonly number[], share: number): number =>
  ratios[Math.min(ratios.length - 1, Math.floor(share * ratios.length))] ?? Number.NaN;
const summary = (ratios: readonly number[]) => ({
  median: at(ratios, 0.5),
  p95: at(ratios, 0.95),
  max: at(ratios, 1),
});

const result = {
  campaigns: CAMPAIGNS,
  planned: summary(sorted(({ planned }) => planned)),
  withFailures: summary(sorted(({ failing }) => failing)),
  moved: rows.reduce((sum, { moved }) => sum + moved, 0),
};
if (values.json) {
  console.log(JSON.stringify(result));
} else {
  const line = (name: string, { median, p95, max }: ReturnType<typeof summary>) =>
    console.log(
      `${name}  median ${median.toFixed(3)}  p95 ${p95.toFixed(3)}  max ${max.toFixed(3)}`,
    );
  console.log(`${CAMPAIGNS} campaigns of 24 configs on 4 hosts, makespan / lower bound:`);
  line('planned, nothing fails     ', result.planned);
  line('played, four hosts stop    ', result.withFailures);
  console.log(`configs that went on elsewhere: ${result.moved}`);
}
if (result.withFailures.median > RATIO_AIM) process.exitCode = 1;
