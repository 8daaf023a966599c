/** One HTTP request to another company's system: bounded in time and size, never redirected, never logged. */

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, ms. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** No answer came. `code` is safe to log: it names no address and no customer. */
export class NoAnswerError extends Error {
  constructor(
    readonly code: string,
    /** True when the request certainly never reached the other side, so that nothing can have come of it. */
    readonly neverSent: boolean,
  ) {
    super(`no answer: ${code}`);
    this.name = 'NoAnswerError';
  }
}

const LARGEST_ANSWER = 1024 * 1024;
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Statuses that say nothing about the request itself: the same one may succeed later. */
const PASSING_STATUSES = new Set([401, 403, 407, 408, 423, 425, 429]);

/** It understood the request and will never take it. */
export const isFinalRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && !PASSING_STATUSES.has(status);

/**
 * A redirect is an answer like any other: credentials go to the configured address only.
 * @throws NoAnswerError when none came in time, or one that is larger than 1 MiB
 */
export async function exchange(request: HttpRequest): Promise<HttpAnswer> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { status: response.status, text: await boundedText(response) };
  } catch (error) {
    if (error instanceof NoAnswerError) throw error;
    const code = codeOf(error);
    throw new NoAnswerError(code, NEVER_SENT.has(code));
  }
}

async function boundedText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new NoAnswerError('answer-too-large', false);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** fetch hides the reason in `cause`, and in its `errors` when several addresses were tried. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timed-out';
  if (typeof code === 'string') return code;
  return cause === undefined ? 'unknown' : codeOf(cause);
}
