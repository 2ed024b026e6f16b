import { A2aAgentClient } from '../../adapters/a2a/a2a-agent-client.ts';
import { registerSecrets } from '../../adapters/artifacts/redact.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { AgentCheck } from '../agent-check/check.ts';
import { checkAgent, QUESTIONS_MAX } from '../agent-check/check-agent.ts';
import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import { oneLine } from '../printable.ts';

export interface AgentCheckOptions {
  readonly timeout: number;
}

const NAME_WIDTH = 'empty question'.length;

/** Checks whether an agent can be benchmarked, one line a check. Exit code 1 when it cannot. */
export const agentCheckCommand: Command<AgentCheckOptions> = async (args, options, context) => {
  const { stdout, stderr, json, signal } = context;
  const target = { url: httpUrl(args[0]), timeoutMs: timeoutMsOf(options.timeout), signal };
  registerSecrets(process.env);
  const cost = `asks ${target.url} up to ${QUESTIONS_MAX} questions, one of 200 kB; its model is paid for them`;
  writeLine(stderr, cost);
  const checks: AgentCheck[] = [];
  for await (const check of checkAgent(new A2aAgentClient(), target)) {
    checks.push(check);
    if (!json) writeLine(stdout, lineOf(check));
  }
  const isFit = checks.every(({ status }) => status !== 'fail');
  if (json) writeJson(stdout, { url: target.url, fit: isFit, checks });
  else writeLine(stdout, verdictOf(checks));
  return isFit ? EXIT.ok : EXIT.runFailed;
};

function httpUrl(text: string | undefined): string {
  if (text !== undefined && URL.canParse(text) && /^https?:/.test(text)) return new URL(text).href;
  throw new ConfigurationError(`"${text}" is no agent URL: give one such as http://127.0.0.1:9110`);
}

function timeoutMsOf(seconds: number): number {
  if (seconds >= 1 && seconds <= 3600) return seconds * 1000;
  throw new ConfigurationError('--timeout must be 1 to 3600 seconds');
}

const lineOf = ({ status, name, detail, remedy }: AgentCheck): string =>
  [
    `${status.padEnd(4)}  ${name.padEnd(NAME_WIDTH)}  ${oneLine(detail)}`,
    ...(remedy === undefined ? [] : [`To do: ${remedy}`]),
  ].join('. ');

function verdictOf(checks: readonly AgentCheck[]): string {
  const count = (status: AgentCheck['status']) =>
    checks.filter((check) => check.status === status).length;
  if (count('fail') > 0) return 'verdict: not fit to be benchmarked; see "fail" above';
  return count('warn') > 0
    ? `verdict: fit to be benchmarked, with ${count('warn')} weaknesses; see "warn" above`
    : 'verdict: fit to be benchmarked';
}
