import { ConfigurationError } from '../../domain/errors.ts';
import type { JudgeSpec } from '../../domain/suite/config-run.ts';
import { readSecret } from '../inference/secret-reference.ts';
import type { JudgeClient } from './judge-client.ts';

/** The client of a judge at an address, which is that of its spec or of its deployment. */
export type JudgeClients = (spec: JudgeSpec, baseUrl: string) => Promise<JudgeClient>;

/** One client per judge, so that what it learns of its endpoint is kept. Libraries load on first use. */
export function createJudgeClients(env: Readonly<NodeJS.ProcessEnv>): JudgeClients {
  const clients = new Map<string, Promise<JudgeClient>>();
  return (spec, baseUrl) => {
    const key = JSON.stringify([spec.provider, baseUrl, spec.apiKey ?? null, spec.model]);
    const known = clients.get(key);
    if (known !== undefined) return known;
    const client = createClient(spec, baseUrl, env);
    clients.set(key, client);
    // A key that was missing may be there the next time.
    client.catch(() => clients.delete(key));
    return client;
  };
}

async function createClient(
  { provider, model, apiKey: reference }: JudgeSpec,
  baseUrl: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<JudgeClient> {
  const apiKey = reference === undefined ? undefined : readSecret(reference, env);
  if (provider === 'openai') {
    const { createOpenAiJudge } = await import('./openai-judge.ts');
    return createOpenAiJudge({ baseUrl, model, ...(apiKey !== undefined && { apiKey }) });
  }
  if (apiKey === undefined) {
    throw new ConfigurationError(
      `judge "${model}" of provider "anthropic" has no API key: give one, such as \${ANTHROPIC_API_KEY}`,
    );
  }
  const { createAnthropicJudge } = await import('./anthropic-judge.ts');
  return createAnthropicJudge({ baseUrl, model, apiKey });
}
