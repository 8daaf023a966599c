import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { OperationalError } from '../../errors';
import type { Logger } from '../../logging';
import {
  declineReasons,
  type ChargeRequest,
  type ChargeResult,
  type PaymentConnector,
} from '../../selfservice/payment';
import { exchange, NoAnswerError, type HttpAnswer } from '../http-exchange';

interface HttpPaymentDeps {
  /** 'https://pay.example.com/v1'; plain http to this machine only. */
  readonly url: string;
  /** Signs every request. */
  readonly secret: string;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly logger: Logger;
}

const answerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('accepted'), reference: z.string().min(1).max(100).nullable().default(null) }),
  // A reason we do not know is a refusal all the same.
  z.object({ state: z.literal('declined'), reason: z.enum(declineReasons).catch('refused') }),
  z.object({ state: z.literal('pending') }),
]);

/**
 * A payment system over HTTP (docs/connectors.md has what it must do):
 *
 *   POST /charges          Idempotency-Key: the paymentId        → { state, reference?, reason? }
 *   GET  /charges/{id}                                           → the same, or 404
 *
 * A time-out says nothing about the money: `charge` then asks once what has become of it, and throws when that is
 * not known either. A charge must be refused by the other side when its timestamp is older than half a minute, so
 * that "there is none" stays true.
 */
export class HttpPayment implements PaymentConnector {
  readonly #deps: HttpPaymentDeps;

  constructor(deps: HttpPaymentDeps) {
    this.#deps = deps;
  }

  async charge(request: ChargeRequest): Promise<ChargeResult> {
    const { means, ...facts } = request;
    const body = JSON.stringify({ ...facts, card: means.prepaidCard });
    try {
      return await this.#ask('POST', '/charges', request.paymentId, body);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      if (error.neverSent) throw this.#away('charge', error.message);
      const found = await this.find(request.paymentId);
      // Not there now; it may still be on its way.
      if (found === null) throw this.#away('charge', error.message);
      return found;
    }
  }

  async find(paymentId: string): Promise<ChargeResult | null> {
    try {
      const path = `/charges/${encodeURIComponent(paymentId)}`;
      return await this.#ask('GET', path, paymentId, '', (answer) => answer.status === 404);
    } catch (error) {
      if (error instanceof NoAnswerError) throw this.#away('find', error.message);
      throw error;
    }
  }

  #ask(method: 'POST', path: string, paymentId: string, body: string): Promise<ChargeResult>;
  #ask(
    method: 'GET',
    path: string,
    paymentId: string,
    body: '',
    isNone: (answer: HttpAnswer) => boolean,
  ): Promise<ChargeResult | null>;
  async #ask(
    method: 'GET' | 'POST',
    path: string,
    paymentId: string,
    body: string,
    isNone: (answer: HttpAnswer) => boolean = () => false,
  ): Promise<ChargeResult | null> {
    const { url, secret, timeoutMs, now } = this.#deps;
    const target = new URL(`${url.replace(/\/+$/, '')}${path}`);
    const timestamp = String(now());
    const answer = await exchange({
      method,
      url: target.href,
      timeoutMs,
      headers: {
        accept: 'application/json',
        'user-agent': 'Kiloline',
        'x-kiloline-timestamp': timestamp,
        'x-kiloline-signature': signPayment(secret, { method, path: target.pathname, timestamp, body }),
        ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': paymentId } : {}),
      },
      ...(method === 'POST' ? { body } : {}),
    });
    if (isNone(answer)) return null;
    if (answer.status < 200 || answer.status > 299)
      throw this.#away(method, `status ${String(answer.status)}`);
    return this.#parse(method, answer.text);
  }

  #parse(method: string, text: string): ChargeResult {
    try {
      const parsed = answerSchema.safeParse(JSON.parse(text));
      if (parsed.success) return parsed.data;
    } catch {
      // No JSON: said below like any other wrong answer.
    }
    throw this.#away(method, 'wrong answer');
  }

  #away(operation: string, reason: string): OperationalError {
    this.#deps.logger.warn({ operation, reason }, 'payment system did not answer a question');
    return new OperationalError('payment-away', `The payment system cannot answer now: ${reason}.`, {
      details: { operation, reason },
    });
  }
}

interface SignedParts {
  readonly method: string;
  readonly path: string;
  /** Unix ms as text. */
  readonly timestamp: string;
  readonly body: string;
}

/** 'v1=' and the HMAC-SHA-256, hex, of method, path, timestamp and body, a line each. */
export function signPayment(secret: string, { method, path, timestamp, body }: SignedParts): string {
  const text = [method, path, timestamp, body].join('\n');
  return `v1=${createHmac('sha256', secret).update(text).digest('hex')}`;
}
