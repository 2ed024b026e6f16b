import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionLike, isGrpcServiceError } from '@temporalio/client';
import { ConfigurationError } from '../domain/errors.ts';
import { SEARCH_ATTRIBUTES } from './names.ts';

type SearchAttributeType = 'Keyword' | 'Int';

/** Name and type of every search attribute the workflows set. */
export const SEARCH_ATTRIBUTE_TYPES: ReadonlyMap<string, SearchAttributeType> = new Map(
  Object.entries(SEARCH_ATTRIBUTES).map(([key, name]) => [
    name,
    key === 'failed' ? 'Int' : 'Keyword',
  ]),
);

/** Numbers of `temporal.api.enums.v1.IndexedValueType`. */
const WIRE_TYPES = { Keyword: 2, Int: 3 } as const;
/** gRPC: the operator service is switched off, closed to this key, or not there at all. */
const REFUSALS = new Map([
  [7, 'permission denied'],
  [12, 'not offered by this server'],
  [16, 'not authenticated'],
]);
/** Servers cache the list of attributes; a cluster shows a new one within some seconds. */
const VISIBLE_TIMEOUT_MS = 20_000;
const POLL_MS = 250;

/**
 * Registers the search attributes that the namespace lacks.
 * @throws ConfigurationError with the commands to run when this is not permitted, or when an
 *   attribute of the name has another type.
 */
export async function ensureSearchAttributes(
  connection: ConnectionLike,
  namespace: string,
): Promise<readonly string[]> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return [];
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(
        missing.map((name) => [name, WIRE_TYPES[SEARCH_ATTRIBUTE_TYPES.get(name) ?? 'Keyword']]),
      ),
    });
  } catch (error) {
    throw refusal(error, missing, namespace);
  }
  await awaitVisible(connection, namespace);
  return missing;
}

/** @throws ConfigurationError when an attribute of our name has another type. */
export async function missingSearchAttributes(
  connection: ConnectionLike,
  namespace: string,
): Promise<readonly string[]> {
  const { customAttributes } = await connection.operatorService
    .listSearchAttributes({ namespace })
    .catch((error: unknown) => {
      throw refusal(error, [...SEARCH_ATTRIBUTE_TYPES.keys()], namespace);
    });
  const missing: string[] = [];
  for (const [name, type] of SEARCH_ATTRIBUTE_TYPES) {
    const found = customAttributes[name];
    if (found === undefined) missing.push(name);
    else if (found !== WIRE_TYPES[type]) {
      throw new ConfigurationError(
        `search attribute ${name} of namespace "${namespace}" is not of type ${type}: ` +
          'remove it with "temporal operator search-attribute remove", or use another namespace',
      );
    }
  }
  return missing;
}

async function awaitVisible(connection: ConnectionLike, namespace: string): Promise<void> {
  const deadline = performance.now() + VISIBLE_TIMEOUT_MS;
  for (;;) {
    const missing = await missingSearchAttributes(connection, namespace);
    if (missing.length === 0) return;
    if (performance.now() > deadline) {
      throw new ConfigurationError(
        `search attributes ${missing.join(', ')} were added to namespace "${namespace}" ` +
          'but do not appear; look at the server log and try again',
      );
    }
    await sleep(POLL_MS);
  }
}

function refusal(error: unknown, names: readonly string[], namespace: string): unknown {
  const reason = isGrpcServiceError(error) ? REFUSALS.get(error.code) : undefined;
  if (reason === undefined) return error;
  const commands = names.map(
    (name) =>
      `  temporal operator search-attribute create --namespace ${namespace} ` +
      `--name ${name} --type ${SEARCH_ATTRIBUTE_TYPES.get(name)}`,
  );
  return new ConfigurationError(
    `search attributes of namespace "${namespace}" cannot be managed from here (${reason}); ` +
      `have an operator run:\n${commands.join('\n')}`,
    {},
    { cause: error },
  );
}
