import { HubApiError } from '@huggingface/hub';
import { ConfigurationError, DeploymentError } from '../../../domain/errors.ts';

export interface HubAccess {
  readonly hubUrl: string;
  readonly accessToken?: string;
  /** Ends with the signal. */
  readonly fetch: typeof fetch;
}

const DEFAULT_ENDPOINT = 'https://huggingface.co';
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * How the hub is reached: `HF_ENDPOINT` names a mirror, `HF_TOKEN` opens gated repositories.
 * @throws ConfigurationError when downloads are switched off, or the token is none.
 */
export function hubAccess(env: Readonly<NodeJS.ProcessEnv>, signal: AbortSignal): HubAccess {
  const offline = ['DURABENCH_OFFLINE', 'HF_HUB_OFFLINE'].find((name) => isOn(env[name]));
  if (offline !== undefined) {
    throw new ConfigurationError(
      `${offline} is set, so that nothing is downloaded: unset it, or copy the cache folder of a machine that has fetched the dataset`,
    );
  }
  const hubUrl = (env.HF_ENDPOINT || DEFAULT_ENDPOINT).replace(/\/+$/, '');
  const token = env.HF_TOKEN;
  if (token && !token.startsWith('hf_')) {
    throw new ConfigurationError('HF_TOKEN is no token of the hub: those begin with "hf_"');
  }
  return {
    hubUrl,
    // Never in clear over a network. Storage that the hub redirects to is another origin and gets none.
    ...(token && isPrivate(new URL(hubUrl)) && { accessToken: token }),
    fetch: (input, init) => fetch(input, { ...init, signal }),
  };
}

const isOn = (value: string | undefined): boolean =>
  value !== undefined && /^(?:1|on|yes|true)$/i.test(value);

const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || LOOPBACK.test(hostname);

/** What a failed request means for the user. @throws always; an abort rethrows its reason. */
export function rethrowHubError(error: unknown, what: string, signal: AbortSignal): never {
  signal.throwIfAborted();
  const status = error instanceof HubApiError ? error.statusCode : undefined;
  if (status === 401 || status === 403) {
    throw new ConfigurationError(
      `${what}: the hub answered ${status}: accept the dataset's terms on its page, and set HF_TOKEN to a token of your account`,
      {},
      { cause: error },
    );
  }
  if (status === 404) {
    throw new ConfigurationError(
      `${what}: the hub answered 404: correct repository and revision in config/datasets.yaml`,
      {},
      { cause: error },
    );
  }
  if (status !== undefined) {
    throw new DeploymentError(`${what}: the hub answered ${status}`, true, {}, { cause: error });
  }
  if (error instanceof TypeError) {
    throw new ConfigurationError(
      `${what}: the hub cannot be reached: check the network, set HF_ENDPOINT to a mirror, or name files of your own with "local_path"`,
      {},
      { cause: error },
    );
  }
  throw error;
}
