import { createInterface } from 'node:readline';
import type { DockerEngine } from './docker-engine.ts';
import { engineFailure } from './engine-failure.ts';

/** Pulls the image unless the engine has it; the registry's steps go to `report`. */
export async function pullImage(
  engine: DockerEngine,
  image: string,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (await hasImage(engine, image, signal)) return;
    const query = { fromImage: image };
    const lines = createInterface(await engine.stream('POST', '/images/create', { query, signal }));
    let last = '';
    for await (const line of lines) {
      const { status, error } = JSON.parse(line) as { status?: string; error?: string };
      if (error !== undefined) throw new Error(error); // Failures come with status 200.
      if (status !== undefined && status !== last) report(`${image}: ${status}`);
      last = status ?? last;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw engineFailure(`cannot pull image "${image}"`, error);
  }
}

async function hasImage(engine: DockerEngine, image: string, signal: AbortSignal) {
  try {
    await engine.json('GET', `/images/${image}/json`, { signal });
    return true;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return false;
    throw error;
  }
}
