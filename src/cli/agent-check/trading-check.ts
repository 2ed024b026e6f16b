import type { AgentClient } from '../../adapters/a2a/agent-client.ts';
import { normaliseDecision } from '../../domain/market/decision-reply.ts';
import { askOnce } from './ask.ts';
import type { AgentCheck, CheckTarget } from './check.ts';

const PAYLOAD = JSON.stringify({
  type: 'trading_decision',
  state: {
    timestamp: '2024-01-01T00:00:00Z',
    symbol: 'BTCUSDT',
    ohlcv: { open: 42_000, high: 42_180, low: 41_950, close: 42_120, volume: 35.2 },
    indicators: { ema_20: 42_020, ema_50: 41_900, rsi: 58.3, macd: 24.1, atr: 95 },
    market_metrics: { funding_rate: 0.0001, open_interest: 0 },
    account: { balance: 10_000, equity: 10_000, positions: [] },
  },
});

/** Whether it decides on a market state. Agents that only answer questions need not. */
export async function checkTrading(client: AgentClient, target: CheckTarget): Promise<AgentCheck> {
  const name = 'trading';
  const { text, failure } = await askOnce(client, target, { text: PAYLOAD });
  const remedy =
    'to trade, answer {"type": "trading_decision", …} with JSON {"action", "size", "stop_loss", "take_profit", "reasoning"}';
  if (failure !== undefined) return { name, status: 'warn', detail: failure.message, remedy };
  const decision = normaliseDecision(text ?? '');
  if (decision === undefined) {
    return { name, status: 'warn', detail: 'a market state gets no decision', remedy };
  }
  const { action, size } = JSON.parse(decision) as { action: string; size: number };
  return { name, status: 'ok', detail: `decides on a market state: ${action} ${size}` };
}
