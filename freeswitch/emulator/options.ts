import { readFileSync } from 'node:fs';

/** What a start of the embedded switch is told; server/parts/emulator writes it as JSON into a file. */
export interface EmulatorOptions {
  /** Of SIP and media. */
  readonly address: string;
  readonly domain: string;
  readonly eslPort: number;
  readonly eslPassword: string;
  readonly trunkPort: number;
  readonly wsPort: number;
  readonly rtpStartPort: number;
  readonly rtpEndPort: number;
  readonly soundsDir: string;
  /** CIDRs that may send calls to the trunk port. */
  readonly trunkAllow: readonly string[];
  /** Where agents' SIP accounts are asked for; null: nobody can sign on. */
  readonly directory: { readonly url: string; readonly user: string; readonly password: string } | null;
  readonly guardSeconds: number;
  readonly maxSessions: number;
  readonly sessionsPerSecond: number;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}

type Kind = 'string' | 'port' | 'number' | 'list';

const KINDS: Readonly<Record<Exclude<keyof EmulatorOptions, 'directory' | 'logLevel'>, Kind>> = {
  address: 'string',
  domain: 'string',
  eslPort: 'port',
  eslPassword: 'string',
  trunkPort: 'port',
  wsPort: 'port',
  rtpStartPort: 'port',
  rtpEndPort: 'port',
  soundsDir: 'string',
  trunkAllow: 'list',
  guardSeconds: 'number',
  maxSessions: 'number',
  sessionsPerSecond: 'number',
};

/** A file, because a command line is read by everybody on the machine and these hold secrets. @throws on bad ones */
export function readOptions(file: string): EmulatorOptions {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error('Options are no object');
  const options = parsed as Record<string, unknown>;
  for (const [name, kind] of Object.entries(KINDS)) {
    if (!isOfKind(options[name], kind)) throw new Error(`Option ${name} is missing or wrong`);
  }
  if (!isDirectory(options['directory'])) throw new Error('Option directory is missing or wrong');
  if (!['error', 'warn', 'info', 'debug'].includes(String(options['logLevel']))) {
    throw new Error('Option logLevel is missing or wrong');
  }
  return parsed as EmulatorOptions;
}

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'string':
      return typeof value === 'string' && value !== '';
    case 'port':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65_536;
    case 'number':
      return typeof value === 'number' && value > 0;
    case 'list':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
  }
}

function isDirectory(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const fields = value as Record<string, unknown>;
  return ['url', 'user', 'password'].every((name) => typeof fields[name] === 'string');
}
