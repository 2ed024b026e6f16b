import { setTimeout as sleep } from 'node:timers/promises';
import { DeploymentError } from '../../domain/errors.ts';
import { redactMessage } from '../artifacts/redact.ts';
import type { Launched, Launcher } from './launcher.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

/** How long a server may take until it says that it is healthy. */
export interface StartLimits {
  /** Below the timeout of the activity, so that the failure says what was waited for. */
  readonly startMs: number;
  /** Without a word in its log. Loading from a slow disk is silent for minutes. */
  readonly silentMs: number;
  readonly pollMs: number;
}

const START_LIMITS: StartLimits = {
  startMs: 58 * 60_000,
  silentMs: 20 * 60_000,
  pollMs: 500,
};

/** Of a failure's message, which is shown in lists and cut; the records keep more of the log. */
const SAID_CHARS_MAX = 350;

/** Reading a log may be a call of a container engine. */
const LOOKS_PER_LOG = 20;

/**
 * Waits for a server that was started to say that it is healthy.
 * @throws DeploymentError with the end of its log when it ends, hangs or takes too long
 */
export async function untilServing(
  launcher: Launcher,
  launched: Launched,
  endpoint: ServedEndpoint,
  signal: AbortSignal,
  limits: StartLimits = START_LIMITS,
): Promise<void> {
  const startedAtMs = performance.now();
  let spokeAtMs = startedAtMs;
  let said = '';
  for (let looks = 0; ; looks += 1) {
    const illness = await endpoint.illness(signal);
    // In this order: another program may answer on the port of a server that has ended.
    const isAlive = await launcher.isAlive(launched);
    if (isAlive && illness === undefined) return;
    const nowMs = performance.now();
    if (looks % LOOKS_PER_LOG === 0) {
      const log = await launcher.logTail(launched);
      if (log !== said) spokeAtMs = nowMs;
      said = log;
    }
    const problem = isAlive ? overdue(nowMs - startedAtMs, nowMs - spokeAtMs, limits) : 'ended';
    // Waiting again for the same start would find the same.
    if (problem !== undefined) throw await startFailure(launcher, launched, problem, !isAlive);
    await sleep(limits.pollMs, undefined, { signal });
  }
}

function overdue(waitedMs: number, silentMs: number, limits: StartLimits): string | undefined {
  if (waitedMs > limits.startMs)
    return `was not healthy ${minutes(limits.startMs)} after its start`;
  if (silentMs > limits.silentMs) return `wrote nothing for ${minutes(limits.silentMs)}`;
  return undefined;
}

async function startFailure(
  launcher: Launcher,
  launched: Launched,
  problem: string,
  ended: boolean,
): Promise<DeploymentError> {
  const log = endOf(redactMessage(await launcher.logTail(launched)));
  return new DeploymentError(
    `the model server ${problem} while starting; its log ends with:\n${log === '' ? '(it is empty)' : log}`,
    false,
    { identity: launched.identity, ended },
  );
}

/** Whole lines, as many as fit. */
function endOf(log: string): string {
  const end = log.trim().slice(-SAID_CHARS_MAX);
  return end.length < log.trim().length ? end.slice(end.indexOf('\n') + 1) : end;
}

const minutes = (ms: number): string =>
  ms < 60_000 ? `${ms / 1000} s` : `${Math.round(ms / 60_000)} minutes`;
