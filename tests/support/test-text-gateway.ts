import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GatewayText {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly language: string;
  readonly sender?: string;
}

/** 'taken-then-cut': it has the text, and its answer is lost. */
export type GatewayFault = { readonly status: number } | 'cut' | 'taken-then-cut' | 'hang';

/** A text gateway as another company might have built it: takes each Idempotency-Key once. */
export class TestTextGateway {
  faultOf: (count: number) => GatewayFault | null = () => null;
  /** Every text that went out to a mobile. */
  readonly carried: GatewayText[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly #known = new Set<string>();
  #server: Server | null = null;
  #port = 0;

  /** On the same port again after a stop. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        this.headers.push(request.headers);
        const fault = this.faultOf(this.headers.length);
        if (fault === 'hang') return;
        if (fault === 'cut') return void response.destroy();
        if (fault !== null && typeof fault === 'object') {
          response.writeHead(fault.status).end();
          return;
        }
        const key = String(request.headers['idempotency-key']);
        if (!this.#known.has(key)) this.carried.push(JSON.parse(body) as GatewayText);
        this.#known.add(key);
        if (fault === 'taken-then-cut') response.destroy();
        else response.writeHead(202).end(JSON.stringify({ reference: `gw-${this.#known.size}` }));
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/messages`;
  }
}
