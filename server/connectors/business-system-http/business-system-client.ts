/** One question to the external system: request written, sent, and its answer judged by status and by content. */
import { OperationalError } from '../../errors';
import type { Logger } from '../../logging';
import { exchange, isFinalRefusal, NoAnswerError, type HttpAnswer } from '../http-exchange';
import type { AnswerMatch, BusinessSystemConfiguration, JsonTemplate, RequestMapping } from './configuration';
import { readPointer } from './json-pointer';
import { fillJson, fillPath, fillText, type TemplateValues } from './template';

export interface ClientDeps {
  readonly configuration: BusinessSystemConfiguration;
  /** Token, password or header value; null when none is needed. */
  readonly secret: string | null;
  readonly logger: Logger;
}

export type Asked =
  | { readonly kind: 'answered'; readonly document: unknown }
  /** One of the statuses the caller expected. */
  | { readonly kind: 'expected-status' };

interface Question {
  readonly operation: string;
  readonly mapping: RequestMapping | Omit<RequestMapping, 'idempotencyHeader'>;
  readonly values: TemplateValues;
  readonly expected: readonly number[];
  readonly idempotencyKey?: string;
}

export class BusinessSystemClient {
  readonly #deps: ClientDeps;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
    const { configuration, secret } = deps;
    this.#headers = {
      accept: 'application/json',
      'user-agent': 'Kiloline',
      ...lowerCase(configuration.headers),
      ...authenticationHeader(configuration.authentication, secret),
    };
  }

  /**
   * null when a value cannot stand in the path: nobody has such a number.
   * @throws OperationalError business-system-away; not retryable when the system understood and refused
   */
  async ask(question: Question): Promise<Asked | null> {
    const path = fillPath(question.mapping.path, question.values);
    if (path === null) return null;
    const answer = await this.#exchange(question, path);
    if (question.expected.includes(answer.status)) return { kind: 'expected-status' };
    if (answer.status < 200 || answer.status > 299) throw this.#refusal(question.operation, answer.status);
    return { kind: 'answered', document: this.#parse(question.operation, answer) };
  }

  /** What the system says is not usable. `reason` names fields and kinds of faults, never values. */
  away(operation: string, reason: string, retryable = true): OperationalError {
    const { configuration, logger } = this.#deps;
    logger.warn(
      { system: configuration.name, operation, reason },
      'business system did not answer a question',
    );
    return new OperationalError('business-system-away', `The business system cannot answer now: ${reason}.`, {
      details: { operation, reason },
      retryable,
    });
  }

  async #exchange(
    { operation, mapping, values, idempotencyKey }: Question,
    path: string,
  ): Promise<HttpAnswer> {
    const { configuration } = this.#deps;
    const query = new URLSearchParams(
      Object.entries(mapping.query).map(([name, template]): [string, string] => [
        name,
        fillText(template, values),
      ]),
    ).toString();
    const body = mapping.body === undefined ? undefined : JSON.stringify(fillBody(mapping.body, values));
    try {
      return await exchange({
        method: mapping.method,
        url: `${configuration.baseUrl.replace(/\/+$/, '')}${path}${query === '' ? '' : `?${query}`}`,
        headers: {
          ...this.#headers,
          ...lowerCase(mapping.headers),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...('idempotencyHeader' in mapping && idempotencyKey !== undefined
            ? { [mapping.idempotencyHeader.toLowerCase()]: idempotencyKey }
            : {}),
        },
        timeoutMs: mapping.timeoutMs ?? configuration.timeoutMs,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      if (error instanceof NoAnswerError) throw this.away(operation, error.message);
      throw error;
    }
  }

  #refusal(operation: string, status: number): OperationalError {
    return this.away(operation, `status ${String(status)}`, !isFinalRefusal(status));
  }

  #parse(operation: string, answer: HttpAnswer): unknown {
    if (answer.text.trim() === '') return null;
    try {
      return JSON.parse(answer.text) as unknown;
    } catch {
      throw this.away(operation, 'the answer is no JSON');
    }
  }
}

export function matches(document: unknown, match: AnswerMatch): boolean {
  const found = readPointer(document, match.at);
  return match.is.some((value) =>
    value === null ? found === null || found === undefined : String(value) === String(found),
  );
}

function fillBody(body: JsonTemplate, values: TemplateValues): unknown {
  if (typeof body === 'string') return fillJson(body, values);
  if (Array.isArray(body)) return body.map((item: JsonTemplate) => fillBody(item, values));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body as Record<string, JsonTemplate>).map(([key, value]) => [
      key,
      fillBody(value, values),
    ]),
  );
}

function authenticationHeader(
  authentication: BusinessSystemConfiguration['authentication'],
  secret: string | null,
): Record<string, string> {
  const value = secret ?? '';
  switch (authentication.kind) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${value}` };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${authentication.user}:${value}`).toString('base64')}` };
    case 'header':
      return { [authentication.name.toLowerCase()]: value };
  }
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
