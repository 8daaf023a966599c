import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OperationalError } from '../errors';
import { reportIssues } from './schema-faults';
import { faultsError, readYaml, type FileFault } from './yaml-source';

const address = z
  .string()
  .regex(/^[A-Za-z0-9.-]+:\d{1,5}$/, 'must be host:port')
  .transform((value) => {
    const [host = '', port] = value.split(':');
    return { host, port: Number(port) };
  })
  .refine(({ port }) => port >= 1 && port <= 65_535, 'has no such port');

const switchSchema = z.strictObject({
  /** Of its event socket. */
  eventSocket: address,
  password: z.string().min(1).optional(),
  passwordFile: z.string().min(1).optional(),
  /** Of its profile `trunk`, as shown to people. */
  sip: address,
  /** What browsers connect to. */
  webSocket: z.url({ protocol: /^wss?$/, error: 'must begin with ws:// or wss://' }),
  /** Of its profile `link`, as other switches reach it. */
  link: address.optional(),
  /** freeswitch/sounds as that machine sees it. */
  sounds: z.string().min(1).optional(),
});

const fileSchema = z.strictObject({
  switches: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be a short name such as fs1'), switchSchema)
    .refine((all) => Object.keys(all).length > 0, 'names no switch'),
});

export type NamedSwitch = Omit<z.infer<typeof switchSchema>, 'password' | 'passwordFile'> & {
  readonly id: string;
  readonly password: string;
};

/**
 * The switches of an installation with several (`SWITCHES_FILE`).
 * @throws UserError with every fault and its line; OperationalError when a file cannot be read
 */
export function readSwitchesFile(file: string): readonly NamedSwitch[] {
  const source = readYaml(readText(file), file);
  const faults: FileFault[] = [...source.faults];
  const report = (path: readonly (string | number)[], message: string): void => {
    faults.push({ file, line: source.lineOf(path), message });
  };
  const parsed = fileSchema.safeParse(source.data);
  if (!parsed.success) reportIssues(parsed.error, report, 'the file');
  const all = parsed.success ? Object.entries(parsed.data.switches) : [];
  for (const [id, { password, passwordFile, link }] of all) {
    const at = ['switches', id];
    if ((password === undefined) === (passwordFile === undefined))
      report(at, `${at.join('.')}: needs password or passwordFile, one of them.`);
    if (all.length > 1 && link === undefined) report(at, `${at.join('.')}: needs link, as there are others.`);
  }
  if (faults.length > 0) throw faultsError('The switches cannot be used', faults);
  return all.map(([id, { password, passwordFile, ...rest }]) => ({
    ...rest,
    id,
    password: password ?? readText(passwordFile ?? '').trim(),
  }));
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new OperationalError('part-failed', `This file cannot be read: ${file}`, {
      cause,
      retryable: false,
    });
  }
}
