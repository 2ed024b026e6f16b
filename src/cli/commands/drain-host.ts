import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { hostWorkflowId, ORCHESTRATION_QUEUE } from '../../temporal/names.ts';
import { type CliContext, type Command, EXIT } from '../context.ts';
import { drainLine, isDrained, leaseOf, parseHost } from '../host-lease.ts';
import { writeJson, writeLine } from '../output.ts';
import { withClient } from '../with-client.ts';

interface DrainOptions {
  /** False with `--no-wait`. */
  readonly wait?: boolean;
}

const POLL_INTERVAL_MS = 1_000;

/** Gives a host to no further config, and waits until the one that has it has ended and its server is stopped. */
export const drainHostCommand: Command<DrainOptions> = ([name], { wait }, context) =>
  withClient(context, async (client) => {
    const host = parseHost(name);
    // A host that nobody has used lately has no workflow yet.
    await client.workflow.signalWithStart('inferenceHost', {
      ...{ workflowId: hostWorkflowId(host), taskQueue: ORCHESTRATION_QUEUE, args: [host] },
      ...{ signal: 'drain', signalArgs: [], staticSummary: `lease of host ${host}` },
    });
    const lease = await untilDrained(client, host, context, wait !== false);
    if (context.json) writeJson(context.stdout, { host, ...lease });
    return EXIT.ok;
  });

/** Says what changes meanwhile. Ends early when the user stops waiting; the host drains on. */
async function untilDrained(
  client: Client,
  host: string,
  { stdout, json, signal }: CliContext,
  waits: boolean,
) {
  for (let said = ''; ; ) {
    const answer = await leaseOf(client, host);
    const line =
      'value' in answer
        ? drainLine(host, answer.value)
        : `host ${host} drains; ${answer.unanswered}: start "durabench up" or a worker to see how far it is`;
    if (!json && line !== said) writeLine(stdout, line);
    said = line;
    const lease = 'value' in answer ? answer.value : undefined;
    const isOver = lease !== undefined && isDrained(lease);
    if (isOver || !waits) return { drained: isOver, ...(lease && { lease }) };
    await sleep(POLL_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return { drained: false, ...(lease && { lease }) };
  }
}
