import type { AgentCard } from '@a2a-js/sdk';

export const AGENT_NAME = 'durabench Finance Agent';
export const AGENT_VERSION = '0.1.0';

/** @param url where messages are posted, as the outside sees it */
export const agentCard = (url: string): AgentCard => ({
  name: AGENT_NAME,
  description:
    'Answers one finance question per message with worked steps and a final value, or one market state with a trading decision.',
  version: AGENT_VERSION,
  provider: undefined,
  // A client picks by version, so one address is listed once for each protocol it speaks.
  supportedInterfaces: ['1.0', '0.3'].map((protocolVersion) => ({
    url,
    protocolBinding: 'JSONRPC',
    tenant: '',
    protocolVersion,
  })),
  capabilities: { streaming: true, pushNotifications: false, extensions: [] },
  securitySchemes: {},
  securityRequirements: [],
  defaultInputModes: ['text/plain'],
  defaultOutputModes: ['text/plain', 'application/json'],
  skills: [
    {
      id: 'finance_question',
      name: 'Finance question',
      description: 'Computes and explains the answer to a self-contained finance question.',
      tags: ['finance', 'valuation', 'ratios', 'options'],
      examples: ['A bond pays a 5 % annual coupon for 3 years. What is it worth at a 4 % yield?'],
      inputModes: ['text/plain'],
      outputModes: ['text/plain'],
      securityRequirements: [],
    },
    {
      id: 'trading_decision',
      name: 'Trading decision',
      description: 'Decides on a market state sent as JSON: buy, sell, hold or close.',
      tags: ['finance', 'trading', 'crypto'],
      examples: ['{"type":"trading_decision","state":{…}}'],
      inputModes: ['text/plain'],
      outputModes: ['text/plain'],
      securityRequirements: [],
    },
  ],
  signatures: [],
});
