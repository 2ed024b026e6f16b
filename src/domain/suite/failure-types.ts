/**
 * `type` of every ApplicationFailure. Closed, shared with workflow code and retry policies;
 * `activities/failures.ts` is the only place that builds them.
 */
const FAILURE_TYPES = [
  /** The start's input or a file it names is wrong: fails the suite. */
  'InvalidInput',
  /** A config cannot work as written: fails the config. */
  'InvalidConfig',
  /** A dataset is not what its description says. */
  'DatasetMismatch',
  /** A stored artifact is missing or changed. */
  'ArtifactCorrupt',
  /** The agent failed; its own attempt budget is not used up yet. */
  'AgentFailed',
  /** The model's provider failed or throttled; its own budget. */
  'ProviderFailed',
  /** Server or agent is down; waits for the deployment, uses no attempt. */
  'EndpointUnavailable',
  /** A server or agent could not be started. */
  'DeploymentFailed',
  'ServerLost',
  'AgentLost',
  /** Another config has been given the host since. */
  'StaleLease',
  /** The host has had no worker for longer than the config waits. */
  'HostAway',
] as const;
export type FailureType = (typeof FAILURE_TYPES)[number];

/** Trying again cannot help. */
export const FINAL_FAILURES = [
  'InvalidInput',
  'InvalidConfig',
  'DatasetMismatch',
  'ArtifactCorrupt',
  'ServerLost',
  'AgentLost',
  'StaleLease',
] as const satisfies readonly FailureType[];
