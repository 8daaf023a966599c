import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OperationalError, UserError } from '../errors';

/** What the command `kiloline` needs to work with a running centre; docs/cli.md. */
const commandEnvSchema = z.object({
  KILOLINE_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) =>
        text.startsWith('https:') || ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname),
      'must be https unless the centre is on this machine: a password or key is sent',
    )
    .default('http://127.0.0.1:3000'),
  KILOLINE_API_KEY: z.string().min(1).optional(),
  KILOLINE_LOGIN: z.string().min(1).default('admin'),
  KILOLINE_PASSWORD: z.string().min(1).optional(),
  /** Recordings of the installation, searched by `ivr check`. */
  KILOLINE_SOUNDS_DIR: z.string().min(1).optional(),
});

export interface CommandEnv {
  readonly url: string;
  readonly credentials:
    | { readonly kind: 'key'; readonly key: string }
    | { readonly kind: 'password'; readonly login: string; readonly password: string }
    | null;
  readonly soundsDirectory: string | null;
}

type Source = Readonly<Record<string, string | undefined>>;

/** @throws UserError 'validation-failed', OperationalError for a secret file that cannot be read */
export function loadCommandEnv(source: Source = process.env): CommandEnv {
  const given = {
    ...Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== '')),
    ...fromFile(source, 'KILOLINE_API_KEY'),
    ...fromFile(source, 'KILOLINE_PASSWORD'),
  };
  const parsed = commandEnvSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new UserError('validation-failed', `The environment is not usable:\n${faults.join('\n')}`);
  }
  const {
    KILOLINE_URL,
    KILOLINE_API_KEY: key,
    KILOLINE_LOGIN: login,
    KILOLINE_PASSWORD: password,
  } = parsed.data;
  return {
    url: KILOLINE_URL.replace(/\/+$/, ''),
    credentials: key !== undefined ? { kind: 'key', key } : byPassword(login, password),
    soundsDirectory: parsed.data.KILOLINE_SOUNDS_DIR ?? null,
  };
}

const byPassword = (login: string, password: string | undefined): CommandEnv['credentials'] =>
  password === undefined ? null : { kind: 'password', login, password };

function fromFile(source: Source, name: string): Record<string, string> {
  const path = source[`${name}_FILE`];
  if (path === undefined || path === '') return {};
  try {
    return { [name]: readFileSync(path, 'utf8').trim() };
  } catch (cause) {
    throw new OperationalError('part-failed', `${name}_FILE cannot be read: ${path}`, {
      cause,
      retryable: false,
    });
  }
}
