/** A running centre, over its interface. */
import { z } from 'zod';
import type { CommandEnv } from '../config/command-env';
import { OperationalError, UserError } from '../errors';

export interface CentreRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1, its parts encoded: see `path`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  /** How long the answer may take; default a minute. */
  readonly waitMs?: number;
  readonly file?: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

const TIMEOUT_MS = 60_000;
const errorSchema = z.object({ code: z.string(), message: z.string() });

export class Centre {
  readonly #env: Pick<CommandEnv, 'url' | 'credentials'>;
  #cookie: string | null = null;

  constructor(env: Pick<CommandEnv, 'url' | 'credentials'>) {
    this.#env = env;
  }

  /** @throws UserError with what the centre says, OperationalError when it cannot be reached or is no Kiloline */
  async ask<Schema extends z.ZodType>(schema: Schema, request: CentreRequest): Promise<z.output<Schema>> {
    const response = await this.#send(request);
    const parsed = schema.safeParse(await readJson(response));
    if (parsed.success) return parsed.data;
    throw new OperationalError(
      'part-failed',
      'The centre answered with something this command does not know.',
      {
        retryable: false,
      },
    );
  }

  /** The answer as it is. */
  async download(request: CentreRequest): Promise<Buffer> {
    return Buffer.from(await (await this.#send(request)).arrayBuffer());
  }

  async tell(request: CentreRequest): Promise<void> {
    await this.#send(request);
  }

  /** Ends the login, if there is one. */
  async leave(): Promise<void> {
    if (this.#cookie === null) return;
    await this.#fetch({ method: 'POST', path: '/logout' }).catch(() => undefined);
    this.#cookie = null;
  }

  async #send(request: CentreRequest): Promise<Response> {
    await this.#logIn();
    return refuseErrors(await this.#fetch(request));
  }

  async #logIn(): Promise<void> {
    const { credentials } = this.#env;
    if (credentials === null) {
      throw new UserError(
        'not-logged-in',
        'Set KILOLINE_API_KEY, or KILOLINE_PASSWORD (and KILOLINE_LOGIN, default admin).',
      );
    }
    if (credentials.kind === 'key' || this.#cookie !== null) return;
    const { login, password } = credentials;
    const response = await refuseErrors(
      await this.#fetch({ method: 'POST', path: '/login', json: { login, password } }),
    );
    this.#cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? null;
  }

  async #fetch({
    method,
    path,
    query = {},
    json,
    file,
    waitMs = TIMEOUT_MS,
  }: CentreRequest): Promise<Response> {
    const url = new URL(`${this.#env.url}/api/v1${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, value);
    try {
      return await fetch(url, {
        method,
        headers: { ...this.#identity(), ...typeOf(json, file) },
        ...(file ? { body: file.bytes } : {}),
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        signal: AbortSignal.timeout(waitMs),
      });
    } catch (cause) {
      throw new OperationalError('part-failed', `There is no centre at ${this.#env.url} (KILOLINE_URL).`, {
        cause,
        retryable: true,
      });
    }
  }

  #identity(): Record<string, string> {
    const { credentials } = this.#env;
    if (credentials?.kind === 'key') return { authorization: `Bearer ${credentials.key}` };
    return this.#cookie === null ? {} : { cookie: this.#cookie };
  }
}

/** A path of parts that come from a person. */
export const path = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));

const typeOf = (json: unknown, file: CentreRequest['file']): Record<string, string> => {
  if (file) return { 'content-type': file.type };
  return json === undefined ? {} : { 'content-type': 'application/json' };
};

/** @throws UserError with the centre's own words */
async function refuseErrors(response: Response): Promise<Response> {
  if (response.ok) return response;
  const said = errorSchema.safeParse(await readJson(response).catch(() => null));
  if (said.success) throw new UserError(codeOf(response.status), said.data.message);
  throw new OperationalError('part-failed', `The centre answered with ${response.status}.`, {
    retryable: false,
  });
}

const codeOf = (status: number): UserError['code'] => {
  if (status === 404) return 'not-found';
  return status === 401 || status === 403 ? 'not-permitted' : 'validation-failed';
};

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new OperationalError('part-failed', 'The centre answered with something that is no JSON.', {
      cause,
      retryable: false,
    });
  }
}
