import { once } from 'node:events';
import { ConfigurationError } from '../domain/errors.ts';
import { parseAgentFlags } from './agent-settings.ts';
import { readHostModelOptions } from './model-environment.ts';
import { serveAgent } from './serve-agent.ts';

async function main(): Promise<void> {
  const flags = parseAgentFlags(process.argv.slice(2));
  const server = await serveAgent(flags, () => readHostModelOptions(process.env));
  process.stdout.write(`${flags.kind} agent listens on ${server.url}\n`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await server.close();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
