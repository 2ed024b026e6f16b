/**
 * Flags of Node for worker processes. A worker runs two isolates, and the room each keeps for new
 * objects is a third of its memory: 460 MB after 1,000 tasks with Node's default, 310 MB with
 * 2 MB, in the same time.
 */
export const WORKER_NODE_FLAGS: readonly string[] = ['--max-semi-space-size=2'];
