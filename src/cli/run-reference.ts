import { ConfigurationError } from '../domain/errors.ts';
import { suggestion } from '../domain/suggestion.ts';

/** A suite run, whatever number of workflow executions worked on it. */
export interface RunIdentity {
  readonly suite: string;
  readonly runKey: string;
}

/** What a user typed to name a run. */
export type RunReference =
  | { readonly kind: 'latest' }
  | { readonly kind: 'key'; readonly runKey: string }
  | { readonly kind: 'run'; readonly suite: string; readonly runKey: string }
  | { readonly kind: 'workflow'; readonly workflowId: string };

const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * `latest`, a runKey, `suite/runKey`, or a workflow id (with the resume, if any, and any config or
 * shard below it). @throws ConfigurationError
 */
export function parseRunReference(text: string): RunReference {
  if (text === 'latest') return { kind: 'latest' };
  const segments = text.split('/');
  if (!segments.every((segment) => PLAIN.test(segment))) {
    throw new ConfigurationError(
      `"${text}" names no run: write "latest", a runKey, suite/runKey or a workflow id`,
    );
  }
  const [first = '', second, third] = segments;
  if (second === undefined) return { kind: 'key', runKey: first };
  if (third === undefined) return { kind: 'run', suite: first, runKey: second };
  if (first === 'suite') return { kind: 'run', suite: second, runKey: third };
  return { kind: 'workflow', workflowId: text };
}

/** The run a workflow id speaks of; undefined for ids that were not chosen by durabench. */
export function identityOfWorkflow(workflowId: string): RunIdentity | undefined {
  const [prefix, suite, runKey] = workflowId.split('/');
  if (prefix !== 'suite' || suite === undefined || runKey === undefined) return undefined;
  return { suite, runKey };
}

export const formatRun = ({ suite, runKey }: RunIdentity): string => `${suite}/${runKey}`;

/**
 * Picks the run that is meant. `runs` are in order, the newest first; a run may appear repeatedly.
 * @throws ConfigurationError when none matches, or several do.
 */
export function chooseRun<Run extends RunIdentity>(
  reference: RunReference,
  runs: readonly Run[],
): Run {
  const matching = runs.filter((run) => isMeant(reference, run));
  const [newest] = matching;
  if (newest === undefined) throw noSuchRun(reference, runs);
  const names = distinctNames(matching);
  if (reference.kind !== 'latest' && names.length > 1) {
    throw new ConfigurationError(
      `"${describe(reference)}" names ${names.length} runs; write one of: ${names.join(', ')}`,
    );
  }
  return newest;
}

function isMeant(reference: RunReference, run: RunIdentity & { workflowId?: string }): boolean {
  switch (reference.kind) {
    case 'latest':
      return true;
    case 'key':
      return run.runKey === reference.runKey;
    case 'run':
      return run.runKey === reference.runKey && run.suite === reference.suite;
    case 'workflow':
      return run.workflowId === reference.workflowId;
  }
}

function noSuchRun(reference: RunReference, runs: readonly RunIdentity[]): ConfigurationError {
  if (runs.length === 0)
    return new ConfigurationError('there is no run yet: start one with "durabench run"');
  const names = distinctNames(runs);
  const candidates = reference.kind === 'key' ? runs.map(({ runKey }) => runKey) : names;
  const name = describe(reference);
  return new ConfigurationError(
    `no run "${name}"${suggestion(name, candidates)}; the latest are: ${names.slice(0, 5).join(', ')}`,
  );
}

const distinctNames = (runs: readonly RunIdentity[]): readonly string[] => [
  ...new Set(runs.map(formatRun)),
];

function describe(reference: RunReference): string {
  switch (reference.kind) {
    case 'latest':
      return 'latest';
    case 'key':
      return reference.runKey;
    case 'run':
      return formatRun(reference);
    case 'workflow':
      return reference.workflowId;
  }
}
