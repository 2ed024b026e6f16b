import type {
  AgentHost,
  AgentRequest,
  RunningAgent,
} from '../../src/adapters/agents/agent-host.ts';
import type {
  InferenceServer,
  Liveness,
  RunningServer,
  ServerHealth,
  ServerRequest,
} from '../../src/adapters/inference/inference-server.ts';

const ALIVE: Liveness = { alive: true };
type Look = (looks: number) => Liveness | Promise<Liveness>;

/** A model server without a process: it lives and dies as the test says. */
export class FakeInferenceServer implements InferenceServer {
  starts = 0;
  adoptions = 0;
  /** Models, in the order they were started. */
  readonly started: string[] = [];
  /** Where all of them are asked. */
  baseUrl = 'http://fake-server.invalid/v1';
  readonly released: ServerRequest[] = [];
  running = false;
  /** One look at the server after its `starts`-th start. */
  look: Look = () => ALIVE;
  /** Throws to refuse a start. */
  beforeStart: () => void | Promise<void> = () => {};
  beforeAdoption: (signal: AbortSignal) => void | Promise<void> = () => {};

  async ensure({ spec }: ServerRequest, signal: AbortSignal): Promise<RunningServer> {
    const adopted = this.running;
    if (adopted) {
      await this.beforeAdoption(signal);
      this.adoptions += 1;
    } else {
      await this.beforeStart();
      this.starts += 1;
      this.started.push(spec.model);
      this.running = true;
    }
    return { baseUrl: this.baseUrl, model: spec.model, adopted };
  }

  async awaitHealthy({ model }: RunningServer): Promise<ServerHealth> {
    return { models: [model], firstTokensMs: 1 };
  }

  async check(): Promise<Liveness> {
    const liveness = await this.look(this.starts);
    if (!liveness.alive) this.running = false;
    return liveness;
  }

  async release(request: ServerRequest): Promise<{ stopped: boolean }> {
    this.released.push(request);
    const stopped = this.running;
    this.running = false;
    return { stopped };
  }
}

/** Agents without processes. The URL of an agent ends in its config's id. */
export class FakeAgentHost implements AgentHost {
  readonly ensured: AgentRequest[] = [];
  readonly released: AgentRequest[] = [];
  look: Look = () => ALIVE;

  async ensure(request: AgentRequest): Promise<RunningAgent> {
    this.ensured.push(request);
    return { url: `http://fake-agent.invalid/${request.agentId}`, adopted: false };
  }

  async check(): Promise<Liveness> {
    return this.look(this.ensured.length);
  }

  async release(request: AgentRequest): Promise<{ stopped: boolean }> {
    this.released.push(request);
    return { stopped: true };
  }
}

/** The config an in-process agent is asked for. */
export const configOf = ({ url }: { readonly url: string }): string => url.split('/').at(-1) ?? '';
