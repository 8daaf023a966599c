import { ApiError } from './api-error';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Http {
  request<T>(method: Method, path: string, body?: unknown): Promise<T>;
  /** Sends a file as it is, under its own media type. */
  upload<T>(method: Method, path: string, file: Blob): Promise<T>;
}

/** Longer than any healthy answer; a desk must not wait on a dead network in silence. */
const timeoutMs = 15_000;

/** JSON over fetch with the login's cookie. `onLoggedOut` hears of a login that ended between two requests. */
export function createHttp(base: string, onLoggedOut: () => void): Http {
  const exchange = async <T>(path: string, method: Method, body: Body | null): Promise<T> => {
    const response = await send(`${base}${path}`, method, body);
    const parsed = await parse(response);
    if (response.ok) return parsed as T;
    const error = ApiError.of(response.status, parsed);
    if (error.code === 'not-logged-in') onLoggedOut();
    throw error;
  };
  return {
    request: (method, path, body) =>
      exchange(
        path,
        method,
        body === undefined ? null : { type: 'application/json', content: JSON.stringify(body) },
      ),
    upload: (method, path, file) => exchange(path, method, { type: file.type, content: file }),
  };
}

interface Body {
  readonly type: string;
  readonly content: string | Blob;
}

async function send(url: string, method: Method, body: Body | null): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === null ? {} : { 'Content-Type': body.type }),
      },
      signal: AbortSignal.timeout(timeoutMs),
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
