import type { ServedDeployment } from '../../suite/config-run.ts';
import { type PythonValue, pythonLiteral } from './python-literal.ts';

/** vLLM writes what it was told beyond its defaults, in one line. */
const ARGUMENTS = 'non-default args: ';
const CONTEXT = /Using max model len (\d+)/g;
/** Said otherwise on a command line: what it serves, under which name, and where it listens. */
const PLACES: ReadonlySet<string> = new Set([
  ...['model', 'model_tag', 'served_model_name', 'host', 'port'],
]);
/** Never shown, wherever a log shows them. */
const SECRETS: ReadonlySet<string> = new Set(['api_key', 'hf_token']);

/** A server as its log describes it. */
export interface LoggedServer {
  readonly deployment: ServedDeployment;
  /** False when the log does not say it: `deployment.context` is 0 then. */
  readonly isContextKnown: boolean;
}

/**
 * The vLLM server of the last start in a log, with the flags it was given.
 * @returns undefined when the log does not tell them: engines other than vLLM never do.
 */
export function loggedServer(log: string): LoggedServer | undefined {
  const at = log.lastIndexOf(ARGUMENTS);
  const told = at < 0 ? undefined : pythonLiteral(log.slice(at + ARGUMENTS.length));
  if (!isDictionary(told)) return undefined;
  const checkpoint = told.model_tag ?? told.model;
  if (typeof checkpoint !== 'string') return undefined;
  const [name] = Array.isArray(told.served_model_name) ? told.served_model_name : [];
  const said = [...log.slice(at).matchAll(CONTEXT)].at(-1)?.[1];
  const context = wholeNumber(told.max_model_len) ?? wholeNumber(Number(said)) ?? 0;
  return {
    isContextKnown: context > 0,
    deployment: {
      engine: 'vllm',
      model: typeof name === 'string' ? name : checkpoint,
      checkpoint,
      launcher: 'process',
      flags: flagsOf(told),
      environment: {},
      context,
      slots: wholeNumber(told.max_num_seqs) ?? 1,
    },
  };
}

function flagsOf(told: Dictionary): readonly string[] {
  return Object.entries(told)
    .filter(([name]) => !PLACES.has(name) && !SECRETS.has(name))
    .flatMap(([name, value]) => flag(name.replaceAll('_', '-'), value));
}

function flag(name: string, value: PythonValue): readonly string[] {
  if (value === null) return [];
  if (value === true) return [`--${name}`];
  if (value === false) return [`--no-${name}`];
  if (Array.isArray(value)) return [`--${name}`, ...value.map(String)];
  return [`--${name}`, typeof value === 'object' ? JSON.stringify(value) : String(value)];
}

interface Dictionary {
  readonly [name: string]: PythonValue;
}

const isDictionary = (value: PythonValue | undefined): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wholeNumber = (value: PythonValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
