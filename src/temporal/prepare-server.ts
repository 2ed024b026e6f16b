import type { ConnectionLike } from '@temporalio/client';
import { ConfigurationError } from '../domain/errors.ts';
import type { TemporalTarget } from './connection.ts';
import { ensureRetention, readServerVersion } from './namespace.ts';
import { ensureSearchAttributes } from './search-attributes.ts';
import { SERVER_VERSION_MIN } from './temporal-binary.ts';
import { isAtLeast } from './version.ts';

/** The server's own default of one day would lose a nightly run before anyone reads it. */
const EMBEDDED_RETENTION_DAYS = 30;

/**
 * Brings a server to what the workflows need: search attributes anywhere; version and retention
 * on the embedded one only, since those of a shared server are its operator's decision.
 * @throws ConfigurationError naming what an operator has to do.
 */
export async function prepareServer(
  connection: ConnectionLike,
  target: TemporalTarget,
): Promise<void> {
  if (target.origin === 'embedded') {
    const version = await readServerVersion(connection);
    if (!isAtLeast(version, SERVER_VERSION_MIN)) {
      throw new ConfigurationError(
        `the embedded Temporal server at ${target.address} has version ${version}, older than ` +
          `${SERVER_VERSION_MIN}: run "durabench down", then "durabench up"`,
      );
    }
    await ensureRetention(connection, target.namespace, EMBEDDED_RETENTION_DAYS);
  }
  await ensureSearchAttributes(connection, target.namespace);
}
