/**
 * Who may run a model server on a host: a pure state machine. One holder at a time, in the order
 * they asked; the server of the last one is kept while the next needs the same.
 */

export interface Holder {
  readonly workflowId: string;
  readonly runId: string;
}

export interface LeaseRequest {
  readonly holder: Holder;
  readonly deploymentId: string;
}

export interface LeaseState {
  /** Of the latest grant; every grant has a higher one. */
  readonly epoch: number;
  readonly holder?: LeaseRequest;
  readonly waiting: readonly LeaseRequest[];
  /** What runs on the host. `keepUntilMs` is absent while it is held. */
  readonly server?: { readonly deploymentId: string; readonly keepUntilMs?: number };
  /** No further grant. */
  readonly draining: boolean;
}

export interface Release {
  readonly holder: Holder;
  readonly deploymentId: string;
  /** How long the server stays up for the next holder; it is stopped at once when broken. */
  readonly keepMs: number;
  readonly isBroken: boolean;
}

export type LeaseStep =
  | { readonly kind: 'grant'; readonly request: LeaseRequest }
  | { readonly kind: 'stop' }
  /** For a message, or until then. */
  | { readonly kind: 'wait'; readonly untilMs?: number }
  | { readonly kind: 'end' };

/** `epoch`: no grant of this host was numbered higher before. */
export const newLease = (epoch: number): LeaseState => ({ epoch, waiting: [], draining: false });

export const isSameHolder = (a: Holder, b: Holder): boolean =>
  a.workflowId === b.workflowId && a.runId === b.runId;

/** Asking twice is asking once. */
export function requested(state: LeaseState, request: LeaseRequest): LeaseState {
  const known = [...(state.holder ? [state.holder] : []), ...state.waiting];
  if (known.some(({ holder }) => isSameHolder(holder, request.holder))) return state;
  return { ...state, waiting: [...state.waiting, request] };
}

/**
 * Gives the lease back, or withdraws. From one who never held it: a server kept for the next config
 * of its deployment is kept no longer than it says.
 */
export function released(
  state: LeaseState,
  { holder: releaser, deploymentId: released, keepMs, isBroken }: Release,
  nowMs: number,
): LeaseState {
  const waiting = state.waiting.filter(({ holder }) => !isSameHolder(holder, releaser));
  const { holder, server, ...rest } = { ...state, waiting };
  if (holder === undefined || !isSameHolder(holder.holder, releaser)) {
    if (server?.keepUntilMs === undefined || server.deploymentId !== released) {
      return { ...state, waiting };
    }
    const keepUntilMs = Math.min(server.keepUntilMs, nowMs + keepMs);
    return { ...state, waiting, server: { ...server, keepUntilMs } };
  }
  // Nobody can have the broken one: a deployment id of its own is never asked for.
  const deploymentId = isBroken ? '' : holder.deploymentId;
  return { ...rest, server: { deploymentId, keepUntilMs: nowMs + (isBroken ? 0 : keepMs) } };
}

/** What is to be done now. */
export function nextStep(state: LeaseState, nowMs: number): LeaseStep {
  const { holder, server, draining, waiting } = state;
  if (holder !== undefined) return { kind: 'wait' };
  const request = draining ? undefined : waiting[0];
  if (request !== undefined) {
    const isOther = server !== undefined && server.deploymentId !== request.deploymentId;
    return isOther ? { kind: 'stop' } : { kind: 'grant', request };
  }
  if (server !== undefined) {
    const untilMs = server.keepUntilMs ?? 0;
    return draining || untilMs <= nowMs ? { kind: 'stop' } : { kind: 'wait', untilMs };
  }
  return draining || waiting.length > 0 ? { kind: 'wait' } : { kind: 'end' };
}

/** The first in line holds the lease. */
export function granted(state: LeaseState, request: LeaseRequest): LeaseState {
  return {
    ...state,
    epoch: state.epoch + 1,
    holder: request,
    waiting: state.waiting.filter(({ holder }) => !isSameHolder(holder, request.holder)),
    server: { deploymentId: request.deploymentId },
  };
}

export function serverStopped({ server: _, ...state }: LeaseState): LeaseState {
  return state;
}
