import type { AgentClient } from '../../adapters/a2a/agent-client.ts';
import { checkAnswers, checkConcurrency, checkDuplicate } from './answer-checks.ts';
import { checkCard } from './card-check.ts';
import type { AgentCheck, CheckTarget } from './check.ts';
import {
  checkCancellation,
  checkEmptyQuestion,
  checkLargeInput,
  checkUnknownTask,
} from './edge-checks.ts';
import { checkTrading } from './trading-check.ts';

/** 3 + 4 at once + 1 again + 1 to trade + 1 cancelled + 1 large + 1 empty. */
export const QUESTIONS_MAX = 12;

/** Yields one finding after another; stops early at what makes the rest meaningless. */
export async function* checkAgent(
  client: AgentClient,
  target: CheckTarget,
): AsyncGenerator<AgentCheck, void, undefined> {
  const card = await checkCard(target);
  yield card;
  if (card.status === 'fail') return;
  const baseline = await checkAnswers(client, target);
  yield* baseline.checks;
  if (baseline.first.failure !== undefined) return;
  yield await checkConcurrency(client, target, baseline);
  yield await checkDuplicate(client, target, baseline);
  yield await checkUnknownTask(client, target);
  yield await checkEmptyQuestion(client, target);
  yield await checkTrading(client, target);
  yield await checkLargeInput(client, target);
  yield await checkCancellation(client, target);
}
