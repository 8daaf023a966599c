import { readFileSync } from 'node:fs';
import { isSupportedCountry, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { idleClocks } from '../calls/call-store';
import { recordingRules } from '../contract/queue-config';
import { paymentFaults, type PaymentFault } from '../connectors/payment/faulty-payment';
import { OperationalError, UserError } from '../errors';

/**
 * The one place that reads the environment. Every fault is reported together and the start refused.
 * A secret may come from a file: NAME_FILE instead of NAME.
 */
const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const seconds = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const patterns = z.string().transform((value, context) =>
  value
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => {
      try {
        return new RegExp(part);
      } catch {
        context.addIssue({ code: 'custom', message: `is not a regular expression: ${part}` });
        return z.NEVER;
      }
    }),
);
const hostPort = z
  .string()
  .regex(/^[a-zA-Z0-9.-]+(:\d{1,5})?$/, 'must be host or host:port')
  .transform((value) => {
    const [host = '', portText = '5060'] = value.split(':');
    return { host, port: Number(portText) };
  });
const cidrs = z
  .string()
  .transform((value) => value.split(',').map((part) => part.trim()))
  .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()])).min(1));

const cardFaults = z.string().transform((value, context) => {
  const faults = new Map<string, PaymentFault>();
  for (const part of value.split(',').map((each) => each.trim())) {
    const [, lastFour, name] = /^(\d{4})=([a-z-]+)$/.exec(part) ?? [];
    const fault = paymentFaults.find((known) => known === name);
    if (lastFour === undefined || fault === undefined) {
      context.addIssue({ code: 'custom', message: `is not like 4002=${paymentFaults.join('|')}: ${part}` });
      return z.NEVER;
    }
    faults.set(lastFour, fault);
  }
  return faults;
});

/** Names and keys; what is said of a fault shows none. */
const recordingKeys = z.string().transform((value, context) => {
  const keys = value
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [, id = '', text = ''] = /^([a-zA-Z0-9._-]{1,40})=([A-Za-z0-9+/]{43}=)$/.exec(part) ?? [];
      return { id, key: Buffer.from(text, 'base64') };
    });
  const ids = keys.map(({ id }) => id);
  if (ids.includes('') || new Set(ids).size < ids.length)
    context.addIssue({
      code: 'custom',
      message: 'must be like 2026=<32 bytes in base64>, separated by spaces, each name once',
    });
  return keys;
});

/** Encrypted, or to this machine. */
const isPrivateEnough = (text: string): boolean =>
  text.startsWith('https:') || ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname);

const headersSchema = z.record(
  z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  // What a header may hold: no line feed begins another one.
  z.string().regex(/^[\x20-\x7e]{1,4096}$/),
);
const httpHeaders = z.string().transform((value, context) => {
  try {
    return headersSchema.parse(JSON.parse(value));
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON such as {"Authorization":"Bearer …"}' });
    return z.NEVER;
  }
});

/** As OpenTelemetry writes them: name=value,name=value, percent-encoded. */
const otlpHeaders = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair) => /^\s*([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(pair));
  if (pairs.includes(null)) {
    context.addIssue({ code: 'custom', message: 'is not a list such as name=value,name=value' });
    return z.NEVER;
  }
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', decodeURIComponent(pair?.[2] ?? '')]));
});

/** Where the public half of each variable stands; .env.example is tested against these keys. */
export const envSchema = z.object({
  KILOLINE_PORT: port.default(3000),
  KILOLINE_HOST: z.string().default('127.0.0.1'),
  KILOLINE_RUN_DIR: z.string().min(1).default('run'),
  /** Address people type, when a proxy stands in front: origin checks and cookies follow it. */
  KILOLINE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  KILOLINE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  KILOLINE_LOG_PRETTY: flag.optional(),
  KILOLINE_DEMO: flag.default(true),
  KILOLINE_DEMO_PASSWORD: z.string().min(8).max(128).optional(),
  KILOLINE_METRICS_TOKEN: z.string().min(16).optional(),
  /** The secret in the link of the page /call; it stands in an address, so only what needs no escaping there. */
  CALL_PAGE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,128}$/, 'must be 16 to 128 letters, digits, - or _')
    .optional(),
  /** Seals what must not be readable in the stores, and peppers callers' passwords. Several servers share one. */
  KILOLINE_SECRET_KEY: z.string().min(32).max(256).optional(),
  /** Of one API key, over all servers. */
  API_KEY_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(600),
  /** Webhooks may be sent to addresses inside our own network. */
  WEBHOOKS_MAY_REACH_INSIDE: flag.default(false),
  /** The house's mail server, for alerts; without it nobody is told by mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.email().default('kiloline@localhost.localdomain'),
  KILOLINE_INSTANCE: z
    .string()
    .regex(/^[a-zA-Z0-9-]{1,40}$/)
    .optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^(rediss?|unix)$/ }).optional(),
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-zA-Z0-9:_-]{0,40}$/)
    .default(''),
  /** auto: FreeSWITCH when one is found, else the embedded switch. */
  KILOLINE_SWITCH: z.enum(['auto', 'freeswitch', 'embedded']).default('auto'),
  FREESWITCH_BIN: z.string().optional(),
  /** A FreeSWITCH that is run elsewhere: its event socket. Without it we start one ourselves. */
  FREESWITCH_ESL_HOST: z.string().optional(),
  FREESWITCH_ESL_PORT: port.default(8021),
  FREESWITCH_ESL_PASSWORD: z.string().min(1).optional(),
  FREESWITCH_SIP: hostPort.optional(),
  FREESWITCH_WS_URL: z.url({ protocol: /^wss?$/ }).optional(),
  FREESWITCH_SOUNDS_DIR: z.string().optional(),
  /** Several switches, run elsewhere: a YAML file instead of the variables of one (config/switches-file.ts). */
  SWITCHES_FILE: z.string().min(1).optional(),
  /** What one switch shows another when it calls a softphone that is registered there. */
  LINK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,128}$/, 'must be 16 to 128 letters, digits, - or _')
    .optional(),
  /** This installation's own recordings, by the same path here and on the switch. Default <run directory>/sounds. */
  KILOLINE_SOUNDS_DIR: z.string().min(1).optional(),
  /** Who speaks texts when they are saved: a server, or else the programs installed here, or nobody. */
  SPEECH_URL: z.url({ protocol: /^https?$/ }).optional(),
  SPEECH_TOKEN: z.string().min(1).optional(),
  SPEECH_ENGINE: z.enum(['installed', 'none']).default('installed'),
  /** Where the switch writes recordings, by the same path here and there. Default <run directory>/recordings. */
  KILOLINE_RECORDINGS_DIR: z.string().min(1).optional(),
  /** Recordings are encrypted with the first of these keys; the others open what was before. */
  RECORDING_KEYS: recordingKeys.default([]),
  /** Kept recordings are moved there: bucket and prefix of an S3-compatible store, https://s3.example.com/bucket/recordings. */
  RECORDING_STORE_URL: z.url({ protocol: /^https?$/ }).optional(),
  RECORDING_STORE_REGION: z.string().min(1).max(64).default('us-east-1'),
  RECORDING_STORE_KEY_ID: z.string().min(1).max(128).optional(),
  RECORDING_STORE_SECRET: z.string().min(1).max(256).optional(),
  DIRECTORY_HOST: z.string().default('127.0.0.1'),
  DIRECTORY_PORT: port.optional(),
  DIRECTORY_PASSWORD: z.string().min(8).optional(),
  SIP_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]{1,100}$/)
    .default('kiloline.local'),
  /** Where the switch we start listens and sends its media from. */
  SIP_ADDRESS: z.ipv4().default('127.0.0.1'),
  /** Directory with wss.pem (key, certificate, chain). */
  SIP_WSS_CERT_DIR: z.string().min(1).optional(),
  SIP_PORT: port.optional(),
  SIP_WS_PORT: port.optional(),
  TRUNK_ALLOW: cidrs.default(['127.0.0.0/8']),
  TRUNK_PROXY: hostPort.optional(),
  OUTBOUND_CALLER_NUMBER: z
    .string()
    .regex(/^\+?[0-9]{2,20}$/)
    .default('1000'),
  OUTBOUND_ALLOW: patterns.default([/^[1-9][0-9]{2,19}$/, /^0[0-9]{5,19}$/, /^\+[1-9][0-9]{6,18}$/]),
  OUTBOUND_DENY: patterns.default([]),
  /** Not dialled either, each with words of its own. */
  OUTBOUND_EMERGENCY: patterns.default([/^(110|119|120|122|112|999|911)$/]),
  OUTBOUND_PREMIUM: patterns.default([/^(0[1-9][0-9]{1,2})?16[08][0-9]{5}$/, /^(\+|00)1900[0-9]{7}$/]),
  OUTBOUND_RING_TIMEOUT_S: seconds(5, 120).default(45),
  /** Calls of all campaigns begun in a second, and at once. */
  CAMPAIGNS_PER_SECOND: z.coerce.number().int().min(1).max(500).default(10),
  CAMPAIGNS_AT_ONCE: z.coerce.number().int().min(1).max(10_000).default(100),
  /** Wrap-up after a call an agent dialled. */
  DIALLED_WRAP_UP_S: seconds(0, 3600).default(30),
  /** Whether a dialled call puts its agent last in the line of the longest idle. */
  DIALLED_IDLE_CLOCK: z.enum(idleClocks).default('talked'),
  /** Whether dialled calls are recorded: they have no queue to say so. */
  DIALLED_RECORDING: z.enum(recordingRules).default('off'),
  /** Days those recordings are kept; unset: until somebody deletes them. */
  DIALLED_RECORDING_DAYS: z.coerce.number().int().min(1).max(36_500).optional(),
  /** Days what callers say into a flow is kept, where its pack says nothing; unset: until somebody deletes it. */
  MESSAGE_RECORDING_DAYS: z.coerce.number().int().min(1).max(36_500).optional(),
  /** How people here write numbers: country, and the area code that local numbers leave out. */
  NUMBER_REGION: z
    .custom<CountryCode>(
      (value) => typeof value === 'string' && isSupportedCountry(value),
      'must be a country code such as CN',
    )
    .default('CN'),
  NUMBER_AREA_CODE: z
    .string()
    .regex(/^[0-9]{1,5}$/)
    .optional(),
  /** Where the centre is: months of bills, times that are spoken. */
  TIME_ZONE: z
    .string()
    .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', {
      error: 'must be a time zone such as Asia/Shanghai',
    })
    .default('Asia/Shanghai'),
  /** Who knows lines, bills and orders: our own database, or an external system over HTTP. */
  BUSINESS_SYSTEM: z.enum(['own', 'http']).default('own'),
  BUSINESS_SYSTEM_FILE: z.string().min(1).optional(),
  BUSINESS_SYSTEM_SECRET: z.string().min(1).max(4096).optional(),
  /** Who moves the money: the ledger of prepaid cards, or a payment system over HTTP. */
  PAYMENT: z.enum(['prepaid-card', 'http']).default('prepaid-card'),
  PAYMENT_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isPrivateEnough, 'must be https: card numbers go there')
    .optional(),
  PAYMENT_SECRET: z.string().min(16).max(4096).optional(),
  PAYMENT_TIMEOUT_S: seconds(1, 60).default(8),
  /** What goes wrong with which card (its last four digits), for tests and demonstrations. */
  PAYMENT_FAULTS: cardFaults.default(new Map()),
  /** Who carries text messages; unset: outbox in the demo (kept, never sent), else nobody. */
  TEXT_MESSAGES: z.enum(['none', 'outbox', 'http']).optional(),
  TEXT_GATEWAY_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isPrivateEnough, 'must be https: numbers and words of customers go there')
    .optional(),
  /** Sent with every text: JSON, for example {"Authorization":"Bearer …"}. */
  TEXT_GATEWAY_HEADERS: httpHeaders.default({}),
  TEXT_GATEWAY_TIMEOUT_S: seconds(1, 60).default(8),
  /** Whom texts are from, for gateways that want to be told. */
  TEXT_GATEWAY_SENDER: z.string().trim().min(1).max(40).optional(),
  /** It takes each Idempotency-Key once; false: a text whose answer was lost is left to a person. */
  TEXT_GATEWAY_KNOWS_REPEATS: flag.default(true),
  /** Wrong passwords of one account within the window, over all its calls, that lock it. */
  CALLER_PASSWORD_TRIES: z.coerce.number().int().min(2).max(20).default(5),
  CALLER_PASSWORD_WINDOW_H: z.coerce.number().int().min(1).max(720).default(24),
  CALLER_PASSWORD_LOCK_H: z.coerce.number().int().min(1).max(8760).default(24),
  /** Faxes under way at once, of all servers together. */
  FAX_LINES: z.coerce.number().int().min(1).max(60).default(2),
  FAX_T38: flag.default(true),
  /** Above every page beside number, time and page. */
  FAX_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9 .+()-]{1,50}$/, 'must be 1 to 50 letters, digits, spaces or . + ( ) -')
    .default('Kiloline'),
  /** Where the switch fetches the pages; by the same path on server and switch. */
  FAX_SPOOL_DIR: z.string().min(1).optional(),
  FALLBACK_S: seconds(10, 600).default(60),
  /** An agent whose audio is gone in a call is waited for so long; then the caller gets another one. */
  AGENT_AWAY_S: seconds(1, 300).default(15),
  /** Whether an agent is shown a supervisor who listens to him unheard. */
  SHOW_LISTENERS: flag.default(true),
  /** Measures count callers apart who leave a queue sooner. */
  SHORT_ABANDON_S: seconds(0, 60).default(5),
  /** Who calls the same queue again in this time had not been helped by the first call. */
  REPEAT_CALL_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  /** Traces of calls go there by OTLP over HTTP; without it there are none. Names and values as OpenTelemetry has them. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders.default({}),
  OTEL_SERVICE_NAME: z.string().min(1).max(80).default('kiloline'),
  SESSION_TTL_S: seconds(60, 604_800).default(43_200),
  SWITCH_WATCHDOG: flag.default(true),
});

export type Env = z.infer<typeof envSchema>;

const SECRET_NAMES = [
  'KILOLINE_DEMO_PASSWORD',
  'KILOLINE_METRICS_TOKEN',
  'CALL_PAGE_KEY',
  'KILOLINE_SECRET_KEY',
  'RECORDING_KEYS',
  'RECORDING_STORE_SECRET',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'SMTP_URL',
  'DATABASE_URL',
  'REDIS_URL',
  'SPEECH_TOKEN',
  'FREESWITCH_ESL_PASSWORD',
  'LINK_SECRET',
  'DIRECTORY_PASSWORD',
  'BUSINESS_SYSTEM_SECRET',
  'PAYMENT_SECRET',
  'TEXT_GATEWAY_HEADERS',
] as const;

/**
 * Pure but for the secret files it is told to read.
 * @throws UserError validation-failed with every fault in its message
 */
export function loadConfig(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(
      ([name, value]) => name in envSchema.shape && value !== undefined && value !== '',
    ),
  );
  const result = envSchema.safeParse({ ...given, ...secretsFromFiles(source) });
  if (result.success) return checkTogether(result.data);
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new UserError('validation-failed', `The configuration is not usable:\n${faults.join('\n')}`);
}

function secretsFromFiles(source: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of SECRET_NAMES) {
    const path = source[`${name}_FILE`];
    if (!path) continue;
    try {
      found[name] = readFileSync(path, 'utf8').trim();
    } catch (cause) {
      throw new OperationalError('part-failed', `${name}_FILE cannot be read: ${path}`, {
        cause,
        retryable: false,
      });
    }
  }
  return found;
}

/** What belongs together must be given together. */
function checkTogether(env: Env): Env {
  const faults = [
    ...needed(
      env,
      env.FREESWITCH_ESL_HOST !== undefined,
      'FREESWITCH_ESL_HOST names a FreeSWITCH run elsewhere',
      [
        'FREESWITCH_ESL_PASSWORD',
        'FREESWITCH_WS_URL',
        'FREESWITCH_SIP',
        'DIRECTORY_PORT',
        'DIRECTORY_PASSWORD',
      ],
    ),
    ...needed(env, env.SWITCHES_FILE !== undefined, 'SWITCHES_FILE names switches run elsewhere', [
      'DIRECTORY_PORT',
      'DIRECTORY_PASSWORD',
      'LINK_SECRET',
    ]),
    ...(env.SWITCHES_FILE !== undefined && env.FREESWITCH_ESL_HOST !== undefined
      ? ['SWITCHES_FILE and FREESWITCH_ESL_HOST both name switches: one of them']
      : []),
    ...needed(env, env.BUSINESS_SYSTEM === 'http', 'BUSINESS_SYSTEM=http names a system of others', [
      'BUSINESS_SYSTEM_FILE',
    ]),
    ...needed(env, env.PAYMENT === 'http', 'PAYMENT=http names a system of others', [
      'PAYMENT_URL',
      'PAYMENT_SECRET',
    ]),
    ...needed(env, env.TEXT_MESSAGES === 'http', 'TEXT_MESSAGES=http names a system of others', [
      'TEXT_GATEWAY_URL',
    ]),
    ...needed(env, env.RECORDING_STORE_URL !== undefined, 'RECORDING_STORE_URL names a store', [
      'RECORDING_STORE_KEY_ID',
      'RECORDING_STORE_SECRET',
    ]),
    ...(env.PAYMENT_FAULTS.size > 0 && !env.KILOLINE_DEMO ? ['PAYMENT_FAULTS is for the demo only'] : []),
  ];
  if (faults.length === 0) return env;
  const lines = faults.map((fault) => `  ${fault}`);
  throw new UserError('validation-failed', `The configuration is not usable:\n${lines.join('\n')}`);
}

function needed(env: Env, isSo: boolean, because: string, names: readonly (keyof Env)[]): string[] {
  const missing = isSo ? names.filter((name) => env[name] === undefined) : [];
  return missing.length === 0 ? [] : [`${because}, so these are needed too: ${missing.join(', ')}`];
}

/** Which numbers agents, and faxes, may dial. */
export const dialPolicyOf = (
  env: Pick<Env, 'OUTBOUND_ALLOW' | 'OUTBOUND_DENY' | 'OUTBOUND_EMERGENCY' | 'OUTBOUND_PREMIUM'>,
) => ({
  allowed: env.OUTBOUND_ALLOW,
  denied: env.OUTBOUND_DENY,
  emergency: env.OUTBOUND_EMERGENCY,
  premium: env.OUTBOUND_PREMIUM,
});
