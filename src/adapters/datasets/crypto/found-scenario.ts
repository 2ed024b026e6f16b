import type { Scenario } from '../../../domain/market/scenario.ts';

export interface FoundScenario {
  /** The name of its directory, or what takes its place. */
  readonly id: string;
  readonly scenario: Scenario;
}
