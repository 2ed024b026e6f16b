/** One config as placement sees it. */
export interface Work {
  readonly id: string;
  /** Equal ids share a server, one after another. */
  readonly deploymentId: string;
  /** Of its calls, by host that can serve it; at least one. */
  readonly minutes: Readonly<Record<string, number>>;
  /** Of bringing its server up, by host that can serve it. */
  readonly startMinutes: Readonly<Record<string, number>>;
}

/** A host as placement finds it. */
export interface HostState {
  readonly host: string;
  /** When it is free. */
  readonly readyMinute: number;
  /** What runs on it then. */
  readonly deploymentId?: string;
}

/**
 * When a host would be done with these configs. Those of one deployment run together, so every
 * deployment is started once, and the running one not at all.
 */
export function finishMinute(state: HostState, works: readonly Work[]): number {
  let minute = state.readyMinute;
  const up = new Set(state.deploymentId === undefined ? [] : [state.deploymentId]);
  for (const { deploymentId, minutes, startMinutes } of works) {
    minute += minutes[state.host] ?? Number.POSITIVE_INFINITY;
    if (!up.has(deploymentId)) minute += startMinutes[state.host] ?? Number.POSITIVE_INFINITY;
    up.add(deploymentId);
  }
  return minute;
}
