import pino from 'pino';
import { maskNumber } from './mask';

/**
 * Log levels: error = someone must act now (none on a healthy day), warn = it healed itself,
 * info = one line per step in the life of a call, agent or process, debug = the rest.
 * Messages are static; facts are fields. callId, legId, agentId, queueId and switchId wherever known.
 */
export type Logger = pino.Logger;

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Human-readable lines for a terminal instead of JSON. */
  readonly pretty: boolean;
}

/** Fields that must never be written, at any depth we use. */
const SECRET_PATHS = ['password', 'secret', 'token', 'cookie', 'authorization', 'digits', 'sdp'].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

const maskField = (value: unknown): unknown => (typeof value === 'string' ? maskNumber(value) : value);

export function createLogger(options: LoggerOptions, destination?: pino.DestinationStream): Logger {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
    serializers: {
      callerNumber: maskField,
      dialedNumber: maskField,
      number: maskField,
      err: pino.stdSerializers.err,
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  if (destination) return pino(settings, destination);
  if (!options.pretty) return pino(settings);
  return pino({
    ...settings,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname' } },
  });
}
