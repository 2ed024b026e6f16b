import { type AgentSpec, type ConfigRun, REFERENCE_AGENTS } from '../suite/config-run.ts';
import type { AgentReport, ModelReport } from './report-types.ts';

/** The model the config names, under the name its endpoint must answer as. */
export function configuredModel({ agent, deployment }: ConfigRun): string | null {
  const settings = 'model' in agent ? agent.model : undefined;
  return settings?.model ?? deployment?.model ?? null;
}

export function describeModel(config: ConfigRun): ModelReport | null {
  const name = configuredModel(config);
  if (name === null) return null;
  const { agent, deployment } = config;
  const settings = 'model' in agent ? agent.model : undefined;
  return {
    name,
    temperature: settings?.temperature ?? null,
    engine: deployment?.engine ?? null,
    baseUrl: deployment && 'baseUrl' in deployment ? withoutCredentials(deployment.baseUrl) : null,
  };
}

export const describeAgent = (agent: AgentSpec): AgentReport => ({
  kind: agent.kind,
  label: agentLabel(agent),
  reference: REFERENCE_AGENTS.some((kind) => kind === agent.kind),
});

function agentLabel(agent: AgentSpec): string {
  switch (agent.kind) {
    case 'noisy-oracle':
      return `noisy-oracle (${agent.accuracy})`;
    case 'url':
      return withoutCredentials(agent.url);
    case 'command':
      // Arguments may hold secrets; the program's name says enough.
      return agent.command[0] ?? agent.kind;
    case 'random-trader':
      return `random-trader (${agent.seed})`;
    case 'builtin':
    case 'do-nothing':
    case 'oracle':
    case 'buy-and-hold':
    case 'rules':
      return agent.kind;
  }
}

/** User names, passwords and keys in a query stay out of published reports. */
const withoutCredentials = (url: string): string =>
  url.replace(/\/\/[^/?#]*@/, '//').replace(/[?#].*$/, '');
