import { lookup as resolve } from 'node:dns';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { WebhookAnswer, WebhookSender } from '../integration/ports';
import { isPublicAddress } from './public-address';

export interface WebhookSenderOptions {
  /** Also to our own network: for a receiver inside it, and for tests. */
  readonly mayReachInside: boolean;
  /** For the whole exchange, ms. Default 10 000. */
  readonly timeoutMs?: number;
}

type Send = Parameters<WebhookSender['send']>[0];

/**
 * POSTs events. Redirects are not followed and answers not read: a receiver says yes with a 2xx. The address is
 * judged where the connection is made, after the name was resolved, so that a name that changes cannot get past.
 */
export function createWebhookSender({
  mayReachInside,
  timeoutMs = 10_000,
}: WebhookSenderOptions): WebhookSender {
  return {
    send: (send) =>
      post(send, timeoutMs, mayReachInside).catch((error: unknown) => ({
        status: null,
        error: reasonOf(error),
      })),
  };
}

function post(
  { url, headers, body }: Send,
  timeoutMs: number,
  mayReachInside: boolean,
): Promise<WebhookAnswer> {
  const target = new URL(url);
  if (!mayReachInside && isInnerLiteral(target.hostname)) return Promise.resolve(refused);
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'Kiloline-Webhooks/1',
    },
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
    ...(mayReachInside ? {} : { lookup: publicLookup }),
  };
  return new Promise((settle, reject) => {
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const exchange = send(target, options, (response) => {
      const status = response.statusCode ?? 0;
      const isTaken = status >= 200 && status < 300;
      settle({ status, error: isTaken ? null : `answered ${String(status)}` });
      response.destroy();
    });
    exchange.on('error', reject);
    exchange.end(body);
  });
}

const refused: WebhookAnswer = { status: null, error: 'the address is inside our own network' };

/** Literal addresses are connected to without a lookup. */
function isInnerLiteral(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  return (family === 4 || family === 6) && !isPublicAddress(address, family);
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const open = error
      ? []
      : addresses.filter(({ address, family }) => isPublicAddress(address, family === 4 ? 4 : 6));
    const [first] = open;
    if (error) callback(error, []);
    else if (first === undefined) callback(new Error('the address is inside our own network'), []);
    else if (options.all === true) callback(null, open);
    else callback(null, first.address, first.family);
  });
};

/** Short and without addresses of ours. By shape, not by class: an error of Node's own may come from another realm. */
function reasonOf(error: unknown): string {
  const { name, code, message } = Object(error) as { name?: unknown; code?: unknown; message?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time';
  if (typeof code === 'string') return `no answer: ${code}`;
  return typeof message === 'string' ? message.slice(0, 200) : 'no answer';
}
