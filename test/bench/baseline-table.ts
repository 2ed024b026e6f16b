import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import type { NamedPolicy } from '../../src/domain/market/policies/catalogue.ts';
import { playWithPolicy } from '../../src/domain/market/policies/play-with-policy.ts';
import type { Scenario } from '../../src/domain/market/scenario.ts';
import type { TradingState } from '../../src/domain/market/trading-state.ts';
import type { MarketEngine } from './market-engines.ts';

export interface BenchMarket {
  readonly scenario: Scenario;
  readonly source: CryptoSource;
}

/** What an agent came to over all scenarios of a profile. Points, 0 to 100. */
export interface Standing {
  /** Over the scenarios that have a score; null without one. */
  readonly mean: number | null;
  readonly least: number | null;
  readonly most: number | null;
  /** Scenarios that ended without a score: the original leaves them out of its means. */
  readonly voided: number;
}

/** One process plays all episodes of a scenario in order, and remembers what it saw. */
export function standingOf(
  { policy }: NamedPolicy,
  engine: MarketEngine,
  markets: readonly BenchMarket[],
): Standing {
  const finals = markets.map(({ scenario, source }) => {
    const seen: TradingState[] = [];
    const results = engine
      .plan(source, source.scenarioId)
      .map((plan) => playWithPolicy(engine.play(scenario, source, plan), policy, seen));
    return engine.score(scenario, source, results).final;
  });
  const scores = finals.filter((score) => score !== null);
  const voided = finals.length - scores.length;
  if (scores.length === 0) return { mean: null, least: null, most: null, voided };
  return {
    mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    least: Math.min(...scores),
    most: Math.max(...scores),
    voided,
  };
}

export interface Row {
  readonly agent: NamedPolicy;
  readonly standings: readonly Standing[];
}

/** As Markdown, one column a profile: the mean, and the least and the most of one scenario. */
export function renderTable(engines: readonly MarketEngine[], rows: readonly Row[]): string {
  const head = ['agent', 'lives on', ...engines.map(({ profile }) => profile)];
  const body = rows.map(({ agent: { name, weakness = '' }, standings }) => [
    ...[name, weakness],
    ...standings.map(renderStanding),
  ]);
  return [head, head.map(() => '---'), ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function renderStanding({ mean, least, most, voided }: Standing): string {
  const lost = voided === 0 ? '' : `, ${voided} without a score`;
  if (mean === null || least === null || most === null) return `none${lost}`;
  return `${mean.toFixed(1)} (${least.toFixed(0)} to ${most.toFixed(0)}${lost})`;
}
