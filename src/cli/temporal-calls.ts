import { type Client, isGrpcServiceError } from '@temporalio/client';

/** gRPC status codes of calls that a later try may answer. */
const PASSING = new Set([1 /* CANCELLED */, 4 /* DEADLINE_EXCEEDED */, 14 /* UNAVAILABLE */]);
const FAILED_PRECONDITION = 9;

/** Long enough for a busy worker to load a history, short enough to notice that there is none. */
const QUERY_TIMEOUT_MS = 4_000;
const CALL_TIMEOUT_MS = 5_000;

/** A call of the server's own, which needs no worker. */
export const callServer = <T>(client: Client, call: () => Promise<T>): Promise<T> =>
  client.withDeadline(Date.now() + CALL_TIMEOUT_MS, call);

/** A query's answer, or why there is none: a query is answered by a worker. */
export type Answer<T> = { readonly value: T } | { readonly unanswered: string };

export async function query<T>(
  client: Client,
  workflowId: string,
  name: string,
): Promise<Answer<T>> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const value = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      handle.query<T>(name),
    );
    return { value };
  } catch (error) {
    if (isPassing(error) || grpcCode(error) === FAILED_PRECONDITION) {
      return { unanswered: 'no worker answers' };
    }
    return { unanswered: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether the server, or the way to it, is down for the moment. */
export const isPassing = (error: unknown): boolean => {
  const code = grpcCode(error);
  return code !== undefined && PASSING.has(code);
};

/** The client wraps gRPC errors in its own. */
function grpcCode(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && error.cause !== undefined ? grpcCode(error.cause) : undefined;
}
