import { DefaultLogger, type Logger, type LogLevel } from '@temporalio/worker';
import { pino } from 'pino';
import type { LogLevel as SettingsLogLevel } from '../../settings/settings.ts';
import { redact, redactMessage } from '../artifacts/redact.ts';

const PINO_LEVELS: Readonly<Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** Structured lines on stdout, without secrets; workflow and activity ids come from the SDK. */
export function createLogger(level: SettingsLogLevel): Logger {
  const sink = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return new DefaultLogger('TRACE', ({ level: entryLevel, message, meta }) => {
    const fields = redact(withErrorsAsText(meta ?? {})) as Record<string, unknown>;
    sink[PINO_LEVELS[entryLevel]](fields, redactMessage(message));
  });
}

/** `JSON.stringify` drops everything that an error says. */
const withErrorsAsText = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? (value.stack ?? value.message) : value,
    ]),
  );
