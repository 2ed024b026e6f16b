import { extname, join } from 'node:path';
import { ConfigurationError } from '../../domain/errors.ts';
import type { AgentSpec, ModelProvider, ModelSettings } from '../../domain/suite/config-run.ts';
import type { AgentRequest } from './agent-host.ts';

/** How to start an agent that listens on the given port of the loopback address. */
export interface AgentLaunch {
  readonly command: (port: number) => readonly string[];
  /** May hold secrets, resolved just now. */
  readonly env: Readonly<Record<string, string>>;
}

const HOST = '127.0.0.1';
// Started as it was installed: TypeScript in a checkout, JavaScript in a build.
const AGENT_PROGRAM = join(
  import.meta.dirname,
  '../../agent',
  `main${extname(import.meta.filename)}`,
);

/** @throws ConfigurationError when the request lacks what its agent needs. */
export function launchOf(
  spec: Exclude<AgentSpec, { kind: 'url' }>,
  request: AgentRequest,
  environment: Readonly<NodeJS.ProcessEnv>,
): AgentLaunch {
  switch (spec.kind) {
    case 'command':
      return {
        // The port is known only when the process starts, after its environment is fixed.
        command: (port) => ['env', `PORT=${port}`, ...spec.command],
        env: { HOST, ...modelEnvironment(spec.model, request.modelBaseUrl, environment) },
      };
    case 'builtin':
      requireField(request, 'modelBaseUrl', 'deployment');
      return {
        command: program('builtin'),
        env: modelEnvironment(spec.model, request.modelBaseUrl, environment),
      };
    case 'do-nothing':
    case 'buy-and-hold':
    case 'rules':
      return { command: program(spec.kind), env: {} };
    case 'random-trader':
      return { command: program('random-trader', '--seed', String(spec.seed)), env: {} };
    case 'oracle':
      return {
        command: program(
          'oracle',
          '--answers',
          requireField(request, 'answersFile', 'answers file'),
        ),
        env: {},
      };
    case 'noisy-oracle':
      return {
        command: program(
          ...['noisy-oracle', '--answers', requireField(request, 'answersFile', 'answers file')],
          ...['--accuracy', String(spec.accuracy), '--seed', String(spec.seed)],
        ),
        env: {},
      };
  }
}

const program =
  (kind: string, ...flags: readonly string[]) =>
  (port: number): readonly string[] => [
    ...[process.execPath, AGENT_PROGRAM, '--kind', kind],
    ...['--host', HOST, '--port', String(port), ...flags],
  ];

/** Of the variables under which the clients of a provider look for address and key. */
const PREFIXES: Readonly<Record<ModelProvider, string>> = {
  openai: 'OPENAI',
  anthropic: 'ANTHROPIC',
};

function modelEnvironment(
  model: ModelSettings | undefined,
  baseUrl: string | undefined,
  environment: Readonly<NodeJS.ProcessEnv>,
): Record<string, string> {
  const provider = model?.provider ?? 'openai';
  const prefix = PREFIXES[provider];
  return {
    ...(baseUrl === undefined ? {} : { [`${prefix}_BASE_URL`]: baseUrl }),
    // Clients refuse to start without a key, also for servers that ask for none.
    [`${prefix}_API_KEY`]: model?.apiKey ? resolveSecret(model.apiKey, environment) : 'dummy',
    ...(model && {
      LLM_PROVIDER: provider,
      LLM_MODEL: model.model,
      LLM_TEMPERATURE: String(model.temperature),
      LLM_MAX_TOKENS: String(model.maxTokens),
      LLM_TOOLS: model.tools ? 'on' : 'off',
    }),
  };
}

function resolveSecret(reference: string, environment: Readonly<NodeJS.ProcessEnv>): string {
  const name = reference.replace(/^\$\{(.+)\}$/, '$1');
  const value = environment[name];
  if (value) return value;
  throw new ConfigurationError(
    `secret ${reference} is not set on this host: put ${name} into the environment of its worker`,
    { name },
  );
}

function requireField(
  request: AgentRequest,
  field: 'modelBaseUrl' | 'answersFile',
  name: string,
): string {
  const value = request[field];
  if (value !== undefined) return value;
  throw new ConfigurationError(
    `agent "${request.spec.kind}" needs a ${name}: give the config one`,
    {
      agentId: request.agentId,
    },
  );
}
