import { buffer } from 'node:stream/consumers';
import { LOG_TAIL_CHARS } from '../inference/launcher.ts';
import { LABEL } from './container-request.ts';
import type { DockerEngine } from './docker-engine.ts';

/** As many as `LOG_TAIL_CHARS` hold, for the engine counts in lines. */
const TAIL_LINES = 2_000;

/** A container as `GET /containers/json` lists it. */
export interface Container {
  readonly Id: string;
  /** `created`, `running`, `exited`, `dead` and others. */
  readonly State: string;
  readonly Labels: Readonly<Record<string, string>>;
}

/** All containers of the scope, running or not. */
export function listContainers(
  engine: DockerEngine,
  scope: string,
  identity?: string,
): Promise<readonly Container[]> {
  const label = [`${LABEL.scope}=${scope}`];
  if (identity !== undefined) label.push(`${LABEL.identity}=${identity}`);
  const query = { all: 'true', filters: JSON.stringify({ label }) };
  return engine.json('GET', '/containers/json', { query });
}

/** Stops it, kills it after the grace, and deletes it with its anonymous volumes; gone is fine. */
export async function removeContainer(
  engine: DockerEngine,
  id: string,
  graceSeconds: number,
): Promise<void> {
  const query = { t: String(graceSeconds) };
  await engine.send('POST', `/containers/${id}/stop`, { query, accepted: [304, 404] });
  const all = { force: 'true', v: 'true' };
  await engine.send('DELETE', `/containers/${id}`, { query: all, accepted: [404] });
}

/** The end of its output, and how it ended if it did. */
export async function containerLog(engine: DockerEngine, id: string): Promise<string> {
  const query = { stdout: 'true', stderr: 'true', tail: String(TAIL_LINES) };
  const frames = await buffer(await engine.stream('GET', `/containers/${id}/logs`, { query }));
  const { State } = await engine.json<{ State: EndState }>('GET', `/containers/${id}/json`);
  return [withoutFrames(frames).trim().slice(-LOG_TAIL_CHARS), ending(State)].join('\n').trim();
}

interface EndState {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly OOMKilled: boolean;
}

const ending = ({ Running, ExitCode, OOMKilled }: EndState): string => {
  if (Running) return '';
  const reason = OOMKilled ? ', killed for lack of host memory' : '';
  return `(the container ended with exit code ${ExitCode}${reason})`;
};

/** Stdout and stderr come as frames: 1 byte stream, 3 of padding, 4 of length, then the text. */
function withoutFrames(frames: Buffer): string {
  const texts: Buffer[] = [];
  for (let at = 0; at + 8 <= frames.length; ) {
    const end = at + 8 + frames.readUInt32BE(at + 4);
    texts.push(frames.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(texts).toString('utf8');
}
