import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../../src/domain/market/policies/rules.ts';
import { readTradingState } from '../../src/domain/market/trading-state.ts';
import { payloadOf } from '../support/paper-episode.ts';

interface Vector {
  readonly close: number;
  readonly indicators: Readonly<Record<string, number>>;
  readonly action: string;
  readonly size: number;
  readonly stop_loss: number | null;
  readonly take_profit: number | null;
}

// Recorded from the original's reference agent without a model.
const FILE = new URL('../fixtures/market/reference-rules.json', import.meta.url);
const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as readonly Vector[];

test.each(vectors)(
  'at $close with $indicators the rules $action $size, as in the original',
  ({ action, size, stop_loss: stop, take_profit: target, ...bar }) => {
    const state = readTradingState(payloadOf(bar));
    if (state === undefined) throw new Error('no trading payload');
    const decision = rules(state, []);
    expect([decision.action, decision.size]).toEqual([action, size]);
    expect(decision.stopLoss ?? null).toBe(stop);
    expect(decision.takeProfit ?? null).toBe(target);
  },
);

test('the recorded cases take every rule but the two that hardly ever apply', () => {
  const taken = new Set(vectors.map(({ action, size }) => `${action} ${size}`));
  expect([...taken].toSorted()).toEqual(['BUY 0.05', 'HOLD 0', 'SELL 0.05', 'SELL 0.1']);
});
