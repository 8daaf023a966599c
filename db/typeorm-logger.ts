import type { Logger as TypeOrmLogger } from 'typeorm';
import type { Logger } from '../server/logging';

/** Statements only: parameters hold names, numbers and password hashes. */
export class PinoTypeOrmLogger implements TypeOrmLogger {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  logQuery(): void {
    // Too many to be of use.
  }

  /** The caller decides how bad it is; here it is only kept for somebody who looks for it. */
  logQueryError(error: string | Error, query: string): void {
    this.#logger.debug(
      { query, reason: typeof error === 'string' ? error : error.message },
      'statement failed',
    );
  }

  logQuerySlow(timeMs: number, query: string): void {
    this.#logger.warn({ timeMs, query }, 'slow statement');
  }

  logSchemaBuild(): void {
    // Only migrations change the schema.
  }

  logMigration(message: string): void {
    this.#logger.info({ step: message }, 'migration');
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    this.#logger[level === 'warn' ? 'warn' : 'debug']({ detail: String(message) }, 'database');
  }
}
