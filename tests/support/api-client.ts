import { setTimeout as sleep } from 'node:timers/promises';
import type { CallDetail, CallSummary, Desk, Page } from '../../server/contract/rest';

/** The REST interface as a program would use it, with a login of its own. */
export class ApiClient {
  #cookie = '';

  constructor(private readonly baseUrl: string) {}

  async login(login: string, password: string, takeOver = false): Promise<void> {
    const response = await this.send('POST', '/login', { login, password, takeOver });
    if (!response.ok) throw new Error(`login failed: ${response.status} ${await response.text()}`);
    this.#cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.baseUrl}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        origin: this.baseUrl,
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
  }

  /** A body of another type than JSON. */
  upload(method: string, path: string, contentType: string, body: string): Promise<Response> {
    return fetch(`${this.baseUrl}/api/v1${path}`, {
      method,
      headers: { 'content-type': contentType, origin: this.baseUrl, cookie: this.#cookie },
      body,
      signal: AbortSignal.timeout(10_000),
    });
  }

  /** Asks again as the server says when it was asked too often: a test's `eventually` asks as often as it can. */
  async get<Body>(path: string): Promise<Body> {
    let response = await this.send('GET', path);
    for (let asked = 1; response.status === 429 && asked < 20; asked += 1) {
      await sleep(1000);
      response = await this.send('GET', path);
    }
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }

  desk(): Promise<Desk> {
    return this.get('/me/desk');
  }

  calls(query: Record<string, string> = {}): Promise<Page<CallSummary>> {
    return this.get(`/calls?${new URLSearchParams(query).toString()}`);
  }

  call(callId: string): Promise<CallDetail> {
    return this.get(`/calls/${callId}`);
  }
}
