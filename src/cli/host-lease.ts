import type { Client } from '@temporalio/client';
import { Slug } from '../contracts/suite-input.ts';
import type { LeaseState } from '../domain/deployment/lease/lease.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { hostWorkflowId } from '../temporal/names.ts';
import { type Answer, query } from './temporal-calls.ts';

/** @throws ConfigurationError for what no worker can be called. */
export function parseHost(text: string | undefined): string {
  const parsed = Slug.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    `"${text ?? ''}" is no name of a host: "durabench hosts" lists those there are`,
  );
}

export const leaseOf = (client: Client, host: string): Promise<Answer<LeaseState>> =>
  query<LeaseState>(client, hostWorkflowId(host), 'lease');

/** Whether nothing that was started under the lease is left, and nothing will be. */
export const isDrained = ({ draining, holder, server }: LeaseState): boolean =>
  draining && holder === undefined && server === undefined;

/** What is still to happen until a host is drained, for people. */
export function drainLine(host: string, lease: LeaseState): string {
  const { holder, waiting } = lease;
  if (isDrained(lease)) {
    const held = waiting.length === 0 ? '' : `, ${configs(waiting.length)} for it`;
    return `host ${host} is drained${held}: "durabench hosts undrain ${host}" gives it back`;
  }
  const queue = waiting.length === 0 ? '' : `; ${configs(waiting.length)}`;
  return holder === undefined
    ? `host ${host} drains: its server stops${queue}`
    : `host ${host} drains: ${holder.holder.workflowId} ends there first${queue}`;
}

const configs = (count: number): string =>
  count === 1 ? '1 config waits' : `${count} configs wait`;
