import { ApiError } from './api-error';

/** Kept for what takes long on purpose: a file on its way, a table being brought in. */
export const longWaitMs = 10 * 60_000;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Http {
  /** @param waitMs how long an answer may take, milliseconds */
  request<T>(method: Method, path: string, body?: unknown, waitMs?: number): Promise<T>;
  /** Sends a file as it is, under its own media type. */
  upload<T>(method: Method, path: string, file: Blob): Promise<T>;
}

/** Longer than any healthy answer; a desk must not wait on a dead network in silence. */
const timeoutMs = 15_000;

/** JSON over fetch with the login's cookie. `onLoggedOut` hears of a login that ended between two requests. */
export function createHttp(base: string, onLoggedOut: () => void): Http {
  const exchange = async <T>(path: string, method: Method, body: Body | null, waitMs: number): Promise<T> => {
    const response = await send(`${base}${path}`, method, body, waitMs);
    const parsed = await parse(response);
    if (response.ok) return parsed as T;
    const error = ApiError.of(response.status, parsed);
    if (error.code === 'not-logged-in') onLoggedOut();
    throw error;
  };
  return {
    request: (method, path, body, waitMs = timeoutMs) =>
      exchange(
        path,
        method,
        body === undefined ? null : { type: 'application/json', content: JSON.stringify(body) },
        waitMs,
      ),
    upload: (method, path, file) => exchange(path, method, { type: file.type, content: file }, longWaitMs),
  };
}

interface Body {
  readonly type: string;
  readonly content: string | Blob;
}

async function send(url: string, method: Method, body: Body | null, waitMs: number): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === null ? {} : { 'Content-Type': body.type }),
      },
      signal: AbortSignal.timeout(waitMs),
      ...(body === null ? {} : { body: body.content }),
    });
  } catch (error) {
    throw ApiError.network(error);
  }
}

async function parse(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => '');
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
