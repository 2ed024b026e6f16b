/** A host as its worker described it. */
export interface KnownHost {
  readonly host: string;
  /** `8xh100-80`; null for one whose worker was told of none. */
  readonly gpus: string | null;
  /** Agent calls at once. */
  readonly concurrency: number;
  readonly allowCommand: boolean;
  /** Checkpoints whose own code may run there. */
  readonly trustRemoteCode: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
}

/** The GPUs of one server. */
interface GpuNeed {
  /** Of the config that names the server: `deployment`, `judge.deployment`, `fallbacks[0]`. */
  readonly key: string;
  /** `2xh100-80` */
  readonly set: string;
}

/** What a config wants of the host that runs it. */
export interface HostNeeds {
  /** Of each server that it may bring up; they run one after another. */
  readonly gpus: readonly GpuNeed[];
  /** It starts a program, or an engine that is no recipe. */
  readonly command: boolean;
  /** Checkpoints that run code of their own. */
  readonly remoteCode: readonly string[];
}

/** Hosts with GPUs last, so that they are left to those who need them; else by name. */
export const hostsInOrder = (hosts: readonly KnownHost[]): readonly KnownHost[] =>
  hosts.toSorted(
    (a, b) =>
      Number(a.gpus !== null) - Number(b.gpus !== null) ||
      (a.host < b.host ? -1 : Number(a.host > b.host)),
  );

/** Both, by name; of two with one name the other one. */
export const withHosts = (
  known: readonly KnownHost[],
  others: readonly KnownHost[],
): readonly KnownHost[] =>
  [...new Map([...known, ...others].map((each) => [each.host, each])).values()].sort((a, b) =>
    a.host < b.host ? -1 : 1,
  );

/** Why a host cannot run a config, as the end of a sentence about the host; undefined when it can. */
export function whyNot(needs: HostNeeds, host: KnownHost): string | undefined {
  const missing = needs.gpus.find(({ set }) => !hasGpus(host.gpus, set));
  if (missing !== undefined) {
    return host.gpus === null
      ? 'was started without --gpus'
      : `has ${host.gpus}, ${missing.set} is needed${missing.key === 'deployment' ? '' : ` for ${missing.key}`}`;
  }
  if (needs.command && !host.allowCommand) return 'was started without --allow-command';
  const untrusted = needs.remoteCode.find((name) => !host.trustRemoteCode.includes(name));
  if (untrusted === undefined) return undefined;
  return `was started without --trust-remote-code ${untrusted}`;
}

/** GPUs of another kind do not stand in: the deployment was planned for these. */
export function hasGpus(there: string | null, wanted: string): boolean {
  if (there === null) return false;
  const [own, asked] = [splitGpus(there), splitGpus(wanted)];
  return own.gpu === asked.gpu && own.count >= asked.count;
}

/** Of a set as `parseGpuSet` accepts it. */
function splitGpus(text: string): { readonly count: number; readonly gpu: string } {
  const at = text.indexOf('x');
  return { count: Number(text.slice(0, at)), gpu: text.slice(at + 1) };
}
