/**
 * One JSON line per event, for whoever keeps a server. Goes to standard error: standard output is for the person at the
 * terminal (address, set-up link). Passwords, tokens and query strings are never fields.
 */
import { LOG_LEVELS, type LogLevel } from './config.ts';

export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LoggerSetup {
  readonly level: LogLevel;
  readonly now: () => number;
  readonly write: (line: string) => void;
}

export function createLogger({ level, now, write }: LoggerSetup): Logger {
  const least = LOG_LEVELS.indexOf(level);
  const at = (own: LogLevel) => {
    if (LOG_LEVELS.indexOf(own) < least) return () => undefined;
    return (message: string, fields: LogFields = {}) =>
      write(JSON.stringify({ time: new Date(now()).toISOString(), level: own, message, ...readable(fields) }) + '\n');
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** An Error is `{}` as JSON, which would hide the one thing that somebody looks for in a log. */
function readable(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? (value.stack ?? value.message) : value
    ])
  );
}
