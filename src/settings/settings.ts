/** Levels of the structured log, as pino names them. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Absolute paths, or names on PATH. */
interface EnginePrograms {
  readonly vllm?: string;
  readonly trtllm?: string;
}

/** Where Temporal is configured to be. Keys and certificates stay in the environment. */
export interface TemporalSettings {
  /** `host:port`; undefined means the embedded server of this data root. */
  readonly address: string | undefined;
  readonly namespace: string;
  /** Base URL of the web UI of a configured server; the embedded one knows its own. */
  readonly uiUrl: string | undefined;
  /** Temporal CLI to use for the embedded server instead of the one found. */
  readonly cliPath: string | undefined;
}

/** Resolved once at start; holds no secret. All paths are absolute. */
export interface Settings {
  /** State: records, embedded server, worker files. */
  readonly dataRoot: string;
  /** Exported results and the leaderboard. */
  readonly resultsDir: string;
  /** Downloaded binaries and models, shared by all data roots of the user. */
  readonly cacheDir: string;
  /** Start inputs may name files below this directory only. */
  readonly experimentsRoot: string;
  /** The package's own `config/`. */
  readonly configRoot: string;
  readonly logLevel: LogLevel;
  /** Programs of inference engines; those on PATH where nothing is said. */
  readonly engines: EnginePrograms;
  readonly temporal: TemporalSettings;
}
