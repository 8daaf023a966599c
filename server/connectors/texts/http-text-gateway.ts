import { z } from 'zod';
import { OperationalError } from '../../errors';
import type { Logger } from '../../logging';
import type { TextGateway, TextToSend } from '../../texts/text-gateway';
import { createCircuit, type Circuit, type CircuitState } from '../circuit';
import { exchange, isFinalRefusal, NoAnswerError, type HttpAnswer } from '../http-exchange';

export interface HttpTextGatewaySettings {
  readonly url: string;
  /** Credentials among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Whom texts are from, when the gateway wants to be told. */
  readonly sender: string | null;
  /** It takes an Idempotency-Key once. Otherwise a text whose answer was lost is not told again. */
  readonly knowsRepeats: boolean;
  /** How long it is not asked when it failed too often, ms. Default 10 000. */
  readonly retryAfterMs?: number;
}

const answerSchema = z.object({ reference: z.string().trim().min(1).max(200) });

/**
 * A gateway over HTTP (docs/connectors.md has what it must do):
 *
 *   POST <url>     Idempotency-Key: the textId     { id, to, text, language, sender? }     → 2xx { reference? }
 */
export class HttpTextGateway implements TextGateway {
  readonly kind = 'http';
  readonly #settings: HttpTextGatewaySettings;
  readonly #circuit: Circuit;

  constructor(settings: HttpTextGatewaySettings, logger: Logger) {
    this.#settings = settings;
    this.#circuit = createCircuit({
      name: 'text-gateway',
      // A little longer than the request's own time-out, which says more.
      timeoutMs: settings.timeoutMs + 500,
      atOnce: 10,
      openAtPercent: 50,
      leastQuestions: 5,
      windowMs: 10_000,
      retryAfterMs: settings.retryAfterMs ?? 10_000,
      away,
      isAnswer: (error) => error instanceof OperationalError && !error.retryable && !isLost(error),
      onState: (state) => logger.warn({ state }, 'circuit of the text gateway changed'),
    });
  }

  circuit(): CircuitState {
    return this.#circuit.state();
  }

  isAway(): boolean {
    return this.#circuit.state() === 'open';
  }

  close(): void {
    this.#circuit.close();
  }

  async send(text: TextToSend): Promise<string | null> {
    if (text.isAnswerLost && !this.#settings.knowsRepeats) throw lost('a server ended while it was sent');
    return this.#circuit.run(async () => {
      const answer = await this.#post(text);
      if (answer.status >= 200 && answer.status <= 299) return referenceIn(answer.text);
      const reason = `status ${String(answer.status)}`;
      throw isFinalRefusal(answer.status) ? refused(reason) : away(reason);
    });
  }

  async #post({ textId, to, text, language }: TextToSend): Promise<HttpAnswer> {
    const { url, headers, sender, timeoutMs, knowsRepeats } = this.#settings;
    try {
      return await exchange({
        method: 'POST',
        url,
        headers: {
          accept: 'application/json',
          'user-agent': 'Kiloline',
          ...headers,
          'content-type': 'application/json',
          'idempotency-key': textId,
        },
        timeoutMs,
        body: JSON.stringify({ id: textId, to, text, language, ...(sender === null ? {} : { sender }) }),
      });
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      throw error.neverSent || knowsRepeats ? away(error.message) : lost(error.message);
    }
  }
}

function referenceIn(body: string): string | null {
  try {
    const answer = answerSchema.safeParse(JSON.parse(body));
    return answer.success ? answer.data.reference : null;
  } catch {
    // It took the text; what it says beside that is its own affair.
    return null;
  }
}

const isLost = (error: OperationalError): boolean => error.details['lost'] === true;

const away = (reason: string): OperationalError =>
  new OperationalError('text-gateway-away', `The text gateway cannot answer now: ${reason}.`, {
    details: { reason },
  });
const refused = (reason: string): OperationalError =>
  new OperationalError('text-gateway-away', `The text gateway refuses it: ${reason}.`, {
    details: { reason },
    retryable: false,
  });
const lost = (reason: string): OperationalError =>
  new OperationalError('text-gateway-away', `Nobody knows whether it was sent: ${reason}.`, {
    details: { reason, lost: true },
    retryable: false,
  });
