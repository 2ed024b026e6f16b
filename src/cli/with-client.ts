import type { Client } from '@temporalio/client';
import { connectClient } from '../temporal/connection.ts';
import type { CliContext } from './context.ts';

/** Runs an action with a client and closes its connection. */
export async function withClient<T>(
  { settings }: Pick<CliContext, 'settings'>,
  action: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connectClient(settings);
  try {
    return await action(client);
  } finally {
    await client.connection.close();
  }
}
