import { ConfigurationError, DeploymentError, type EvaluationError } from '../../domain/errors.ts';

/** What the engine's client throws: an answer with a status, or a failure of the connection. */
interface EngineError extends Error {
  readonly statusCode?: number;
  readonly code?: string;
}

interface Remedy {
  readonly pattern: RegExp;
  readonly remedy: string;
  readonly isFinal: boolean;
}

const REMEDIES: readonly Remedy[] = [
  {
    pattern: /could not select device driver|nvidia-container-cli|unknown runtime/i,
    remedy: 'install the NVIDIA Container Toolkit on this host and restart Docker',
    isFinal: true,
  },
  {
    pattern: /port is already allocated|address already in use/i,
    remedy: 'another program took the port; the next attempt chooses another one',
    isFinal: false,
  },
  {
    pattern: /no such image|manifest (for .* )?(not found|unknown)|repository does not exist/i,
    remedy: 'correct "image" in the deployment, with its tag',
    isFinal: true,
  },
  {
    pattern: /unauthorized|access denied|authentication required/i,
    remedy: 'pull the image by hand after "docker login", or name a public one',
    isFinal: true,
  },
  {
    pattern: /no space left/i,
    remedy: 'free disk space, for instance with "docker image prune"',
    isFinal: true,
  },
];

/** An engine's failure as one that says what to do; `action` reads like "cannot start X". */
export function engineFailure(action: string, cause: unknown): EvaluationError {
  const error = cause as EngineError;
  const options = { cause };
  if (error.code === 'EACCES') {
    return new ConfigurationError(
      `${action}: no permission for the Docker socket; add the worker's user to the group "docker"`,
      {},
      options,
    );
  }
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') {
    return new DeploymentError(
      `${action}: no Docker Engine answers (${error.code}); start Docker or set DOCKER_HOST`,
      true,
      {},
      options,
    );
  }
  const found = REMEDIES.find(({ pattern }) => pattern.test(error.message));
  const remedy = found?.remedy ?? 'see the log of the Docker Engine';
  const isFinal = found?.isFinal ?? (error.statusCode === 400 || error.statusCode === 404);
  const facts = error.statusCode === undefined ? {} : { status: error.statusCode };
  const message = `${action}: ${error.message.trim()}; ${remedy}`;
  return new DeploymentError(message, !isFinal, facts, options);
}
