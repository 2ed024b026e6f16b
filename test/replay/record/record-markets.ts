import { setTimeout as sleep } from 'node:timers/promises';
import { marketConfig } from '../../support/market-inputs.ts';
import { TradingAgent } from '../../support/trading-agent.ts';
import { freshKey, type HistoryRecorder, startSuite, suiteId } from './history-recorder.ts';

/** Episodes that end, that are open, and that are cancelled. */
export async function recordMarkets(recorder: HistoryRecorder): Promise<void> {
  const agent = new TradingAgent({ delayMs: 100, tokens: 100 });
  await using bench = await recorder.startBench({ agent });
  const market = (run: string) => ({
    ...{ schemaVersion: 1, suite: 'recorded', runKey: run },
    configs: [marketConfig('trade', { profile: 'both', budget: { tokens: 1_000_000 } })],
  });
  const played = freshKey('traded');
  await (await startSuite(bench, suiteId(played), market(played))).result();
  await recorder.record(bench, suiteId(played), 'traded');

  agent.options = { delayMs: 1_000 };
  const cancelled = freshKey('trade-cancelled');
  const id = suiteId(cancelled);
  const handle = await startSuite(bench, id, market(cancelled));
  const asked = agent.requests.length;
  while (agent.requests.length < asked + 3) await sleep(50);
  await handle.signal('pause');
  await handle.signal('resume');
  await sleep(500);
  await recorder.record(bench, id, 'trading');
  await handle.cancel();
  await handle.result().catch(() => undefined);
  await recorder.record(bench, id, 'trade-cancelled');
}
