const OUTCOME_KEY = /^(?<taskDir>.*\/tasks\/[^/]+\/k\d+)\/r(?<round>\d+)\/outcome\.json$/;

/** A round of a task that has an outcome. */
export interface TaskRound {
  readonly taskDir: string;
  readonly round: number;
}

/** Of the keys below a config's `tasks/`: each task's highest round with an outcome. */
export function latestRounds(keys: readonly string[]): readonly TaskRound[] {
  const latest = new Map<string, number>();
  for (const key of keys) {
    const { taskDir, round } = OUTCOME_KEY.exec(key)?.groups ?? {};
    if (taskDir === undefined || round === undefined) continue;
    latest.set(taskDir, Math.max(Number(round), latest.get(taskDir) ?? 0));
  }
  return [...latest].map(([taskDir, round]) => ({ taskDir, round }));
}
