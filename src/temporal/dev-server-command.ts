import { join } from 'node:path';
import { SEARCH_ATTRIBUTE_TYPES } from './search-attributes.ts';

export interface DevServerOptions {
  readonly binary: string;
  /** Folder of the database. */
  readonly dir: string;
  readonly port: number;
  readonly uiPort: number;
  readonly namespace: string;
}

/** Command line of the embedded server: loopback only, one SQLite file, our search attributes. */
export function devServerCommand(options: DevServerOptions): readonly string[] {
  const { binary, dir, port, uiPort, namespace } = options;
  const attributes = [...SEARCH_ATTRIBUTE_TYPES].flatMap(([name, type]) => [
    '--search-attribute',
    `${name}=${type}`,
  ]);
  return [
    ...[binary, 'server', 'start-dev', '--ip', '127.0.0.1'],
    ...['--port', String(port), '--ui-port', String(uiPort), '--namespace', namespace],
    ...['--db-filename', join(dir, 'temporal.db')],
    // Four times the throughput of the defaults; safe when a process is killed. A power loss may
    // cost the last commits, whose activities then run again over their stored results.
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
    ...['--dynamic-config-value', 'frontend.WorkflowPauseEnabled=true'],
    ...['--ui-disable-news-fetch', '--log-level', 'error'],
    ...attributes,
  ];
}
