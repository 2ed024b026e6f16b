import { relative, resolve } from 'node:path';
import { refuseUnbuilt, resolveExperiment } from '../adapters/experiments/experiments-file.ts';
import { findExperimentsFile } from '../adapters/experiments/find-file.ts';
import { ConfigurationError } from '../domain/errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { ScheduledStart } from '../temporal/schedules.ts';

/**
 * The reference a schedule starts from, after a look whether it can be followed today.
 * @throws ConfigurationError when the file cannot be run, or lies outside the experiments root.
 */
export async function resolveScheduledStart(
  { file, experiment }: { readonly file: string; readonly experiment?: string },
  { experimentsRoot, configRoot }: Pick<Settings, 'experimentsRoot' | 'configRoot'>,
): Promise<ScheduledStart> {
  const roots = { experimentsRoot, configRoot, cwd: process.cwd() };
  const path = relative(experimentsRoot, await findExperimentsFile(file, roots));
  if (path.startsWith('..') || resolve(path) === path) {
    throw new ConfigurationError(
      `--file "${file}" is outside ${experimentsRoot}: put it there, since workers read no other when it is due`,
      { file },
    );
  }
  const selection = { file: path, ...(experiment !== undefined && { experiment }) };
  const sources = { roots: { experimentsRoot, configRoot }, env: process.env };
  const resolved = await resolveExperiment(selection, sources);
  refuseUnbuilt(resolved);
  return { schemaVersion: 1, file: path, experiment: resolved.start.suite };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

/** @throws ConfigurationError for what is no instant, or no period. */
export function parsePeriod(period: { readonly from: string; readonly to: string }): {
  readonly from: Date;
  readonly to: Date;
} {
  const from = parseInstant('--from', period.from);
  const to = parseInstant('--to', period.to);
  if (from < to) return { from, to };
  throw new ConfigurationError(`--from ${period.from} is not before --to ${period.to}: swap them`);
}

function parseInstant(option: string, text: string): Date {
  const at = new Date(text);
  // Without an offset it would mean another night on another machine.
  if (INSTANT.test(text) && !Number.isNaN(at.getTime())) return at;
  throw new ConfigurationError(
    `${option} "${text}": write date, time and offset, such as 2027-01-31T02:00:00+08:00`,
  );
}
