import { Client, type ClientConfig } from 'pg';

/**
 * A connection whose loss never ends the process. While the pool hands a connection over, nobody listens for its
 * errors for a moment (pg-pool takes its listener off before TypeORM's is on), and an 'error' without a listener
 * is thrown. A connection lost then answers its next statement with an error, and the pool drops it.
 */
export class PooledClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
