import { createHash } from 'node:crypto';
import type { NamedScenario } from '../../../domain/market/scenarios/cut-history.ts';
import type { StoredScenario } from '../../../domain/market/stored-scenario.ts';

export interface ScenarioCopy {
  readonly stored: StoredScenario;
  readonly bytes: Uint8Array;
}

/** What is stored of a scenario, `StoredScenarioSchema`; equal scenarios have equal bytes and keys. */
export function copyScenario({ id, scenario }: NamedScenario): ScenarioCopy {
  const { timeframe, states } = scenario;
  const text = `${JSON.stringify({ schemaVersion: 1, timeframe, states })}\n`;
  const bytes = new TextEncoder().encode(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = `scenarios/${sha256}.json`;
  return { stored: { id, key, sha256, timeframe, bars: states.length }, bytes };
}
