import { once } from 'node:events';
import { registerSecrets } from '../../adapters/artifacts/redact.ts';
import { checkAgentFlags } from '../../agent/agent-settings.ts';
import { readUserModelOptions } from '../../agent/model-environment.ts';
import { serveAgent } from '../../agent/serve-agent.ts';
import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';

export interface AgentServeOptions {
  readonly kind: string;
  readonly host: string;
  readonly port: string;
  readonly cardUrl?: string;
  readonly tools?: 'on' | 'off';
  readonly answers?: string;
  readonly accuracy?: string;
  readonly seed?: string;
}

/** Serves one of our agents until SIGINT or SIGTERM. */
export const agentServeCommand: Command<AgentServeOptions> = async (_args, options, context) => {
  const { kind, host, port, cardUrl, tools, answers, accuracy, seed } = options;
  const given = { kind, host, port, 'card-url': cardUrl, answers, accuracy, seed };
  const flags = checkAgentFlags(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  registerSecrets(process.env);
  const env = tools === undefined ? process.env : { ...process.env, LLM_TOOLS: tools };
  const server = await serveAgent(flags, () => readUserModelOptions(env));
  if (context.json) writeJson(context.stdout, { kind, url: server.url });
  else
    writeLine(context.stdout, `${kind} agent at ${server.url} (as its card says); Ctrl-C ends it`);
  if (!context.signal.aborted) await once(context.signal, 'abort');
  await server.close();
  return EXIT.ok;
};
