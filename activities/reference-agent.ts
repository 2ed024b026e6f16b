import type { AgentInput } from '../src/contracts/suite-input.ts';
import type { AgentSpec } from '../src/domain/suite/config-run.ts';

/** An agent without a model, with its settings. */
export function referenceAgent(agent: Extract<AgentInput, { reference: string }>): AgentSpec {
  switch (agent.reference) {
    case 'noisy-oracle':
      return { kind: 'noisy-oracle', accuracy: agent.accuracy, seed: agent.seed };
    case 'random-trader':
      return { kind: 'random-trader', seed: agent.seed };
    case 'do-nothing':
    case 'oracle':
    case 'buy-and-hold':
    case 'rules':
      return { kind: agent.reference };
  }
}
