import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError, DeploymentError } from '../../domain/errors.ts';
import type { Liveness } from '../inference/inference-server.ts';
import { logTail } from '../process/log-file.ts';
import type { ManagedProcess, ProcessRegistry, ProcessSpec } from '../process/process-registry.ts';
import { probeCard } from './agent-card-probe.ts';
import type { AgentHost, AgentRequest, RunningAgent } from './agent-host.ts';
import { launchOf } from './agent-launch.ts';

const CARD_POLL_MS = 100;
/** Python agents import their frameworks for many seconds before they listen. */
const CARD_TIMEOUT_MS = 60_000;

export interface ProcessAgentHostOptions {
  readonly processes: ProcessRegistry;
  /** Where `${NAME}` secrets are looked up. */
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Whether configs may start programs of their own on this host. */
  readonly allowCommand: boolean;
  readonly cardTimeoutMs?: number;
}

/** Agents as supervised processes of this host; agents at a URL are only looked at. */
export class ProcessAgentHost implements AgentHost {
  readonly #processes: ProcessRegistry;
  readonly #environment: Readonly<NodeJS.ProcessEnv>;
  readonly #allowCommand: boolean;
  readonly #cardTimeoutMs: number;

  constructor(options: ProcessAgentHostOptions) {
    this.#processes = options.processes;
    this.#environment = options.environment;
    this.#allowCommand = options.allowCommand;
    this.#cardTimeoutMs = options.cardTimeoutMs ?? CARD_TIMEOUT_MS;
  }

  async ensure(request: AgentRequest, signal: AbortSignal): Promise<RunningAgent> {
    const { spec } = request;
    if (spec.kind === 'url') return ensureReachable(spec.url, signal);
    if (spec.kind === 'command' && !this.#allowCommand) throw commandRefused(request);
    const process = await this.#serve(
      {
        identity: processIdentity(request.agentId),
        specHash: specHash(request),
        ...launchOf(spec, request, this.#environment),
      },
      request.holder,
      signal,
    );
    return { url: urlOf(process), pid: process.pid, adopted: process.adopted };
  }

  async check(
    agent: RunningAgent,
    { agentId, spec }: AgentRequest,
    signal: AbortSignal,
  ): Promise<Liveness> {
    if (spec.kind === 'url') return probeCard(spec.url, signal);
    const process = await this.#processes.inspect(processIdentity(agentId));
    const isSame = process !== undefined && process.pid === agent.pid;
    if (!isSame || !(await this.#processes.isAlive(process))) {
      return { alive: false, reason: `agent process ${agent.pid} is gone` };
    }
    return probeCard(agent.url, signal);
  }

  async release({ agentId, holder, spec }: AgentRequest): Promise<{ readonly stopped: boolean }> {
    if (spec.kind === 'url') return { stopped: false };
    return this.#processes.release(processIdentity(agentId), holder);
  }

  async #serve(spec: ProcessSpec, holder: string, signal: AbortSignal): Promise<ManagedProcess> {
    const process = await this.#processes.ensure(spec, holder, signal);
    try {
      if (await this.#awaitCard(process, signal)) return process;
      // What was adopted may have been dying already; what was started just now must not die.
      if (!process.adopted) throw startFailure('exited before it served its card', process);
    } catch (error) {
      // One that cannot serve must not be adopted by the next attempt.
      if (!signal.aborted) await this.#processes.release(spec.identity, holder);
      throw error;
    }
    return this.#serve(spec, holder, signal);
  }

  /** @returns false when the process is gone */
  async #awaitCard(process: ManagedProcess, signal: AbortSignal): Promise<boolean> {
    const deadline = performance.now() + this.#cardTimeoutMs;
    while (true) {
      const card = await probeCard(urlOf(process), signal);
      // A card alone proves nothing: another program may have taken the port of a dead agent.
      if (!(await this.#processes.isAlive(process))) return false;
      if (card.alive) return true;
      if (performance.now() > deadline) {
        const seconds = this.#cardTimeoutMs / 1000;
        throw startFailure(`served no card within ${seconds} s (${card.reason})`, process);
      }
      await sleep(CARD_POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}

async function ensureReachable(url: string, signal: AbortSignal): Promise<RunningAgent> {
  const card = await probeCard(url, signal);
  if (card.alive) return { url, adopted: true };
  throw new DeploymentError(
    `agent ${url} serves no card (${card.reason}): start it, or correct the URL`,
    true,
    { url },
  );
}

const urlOf = ({ port }: ManagedProcess): string => `http://127.0.0.1:${port}`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Readable, unique, and a file name whatever the id holds. */
const processIdentity = (agentId: string): string =>
  `agent-${agentId.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 100)}-${sha256(agentId).slice(0, 8)}`;

/** Everything the process depends on; secrets by their names only. */
const specHash = ({ spec, modelBaseUrl, answersFile }: AgentRequest): string =>
  sha256(JSON.stringify({ spec, modelBaseUrl, answersFile }));

const commandRefused = ({ agentId }: AgentRequest): ConfigurationError =>
  new ConfigurationError(
    'this host does not start agent commands: start its worker with --allow-command, or use ' +
      '"agent: builtin" or a url',
    { agentId },
  );

const startFailure = (what: string, { pid, logFile }: ManagedProcess): DeploymentError =>
  new DeploymentError(
    `agent process ${pid} ${what}; end of ${logFile}: ${logTail(logFile)}`,
    true,
    {
      pid,
      logFile,
    },
  );
