import type { Option } from 'commander';
import type { Command } from '../context.ts';

/** What `--help` shows of a command, and how to load it when it runs. */
export interface CommandDefinition {
  /** Name and positional arguments as commander reads them. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: readonly Option[];
  readonly examples: readonly string[];
  readonly load: () => Promise<Command<never>>;
}
