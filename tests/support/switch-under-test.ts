import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Switch, SwitchEvent, SwitchListener, SwitchSnapshot } from '../../server/calls/switch';
import type { SwitchLease } from '../../server/calls/switch-lease';
import { switchId, type SwitchId } from '../../server/contract/ids';
import { EslSwitch } from '../../server/esl';
import { createLogger } from '../../server/logging';
import type { RunningFreeSwitch } from '../../server/parts/freeswitch';
import { startBrowserRelay } from './browser-relay';
import { eventually } from './eventually';
import { launchSwitch, type SwitchKind } from './launch-switch';
import { startSipDirectory } from './sip-directory';
import type { SipAddress } from './sip-party';
import { makeTemporaryDirectory } from './temporary-directory';
import { writeNotes, writeTestSounds, writeTone } from './wav';

/** Notes of the sounds every switch under test has, in both languages, and of its music. */
export const SOUNDS = {
  short: { hertz: 700, seconds: 0.3 },
  other: { hertz: 900, seconds: 0.3 },
  long: { hertz: 1100, seconds: 5 },
} as const;
/** Notes of the sound `steps`, a frame of 20 ms each: all of them sound as whole waves in a frame. */
export const STEPS = Array.from({ length: 15 }, (_, step) => 1250 + 100 * step);
export const MUSIC_HERTZ = 330;
/** SIP accounts of agents. */
export const AGENTS = { '1001': 'secret-1001', '1002': 'secret-1002' } as const;

/** A switch that runs; the contract suite sees nothing else of it. */
export interface SwitchUnderTest {
  readonly id: SwitchId;
  /** Where other switches call softphones registered here; null unless it was started with a link. */
  readonly link: SipAddress | null;
  /** Where carriers send their calls. */
  readonly carrierSide: SipAddress;
  /** Where an agent's phone registers by plain SIP. */
  readonly agentSide: SipAddress;
  readonly domain: string;
  /** Its sounds, and those heard instead of them. */
  readonly soundsDir: string;
  readonly ownSoundsDir: string;
  /** Where it records to. */
  readonly recordingsDir: string;
  /** The switch's own log. */
  readonly logFile: string;
  /** An adapter to it that was started and is up. */
  attach(options: AttachOptions): Promise<Attached>;
  stop(): Promise<void>;
}

export type Links = NonNullable<ConstructorParameters<typeof EslSwitch>[0]['links']>;

export interface AttachOptions {
  /** Where calls to customers go. */
  readonly trunk: SipAddress | null;
  readonly lease?: SwitchLease;
  readonly owner?: string;
  /** Hears the switch, too. */
  readonly listener?: SwitchListener;
  /** Before it hears anything. */
  readonly beforeStart?: (target: Switch) => void;
  /** Where softphones that are registered on other switches are reached. */
  readonly links?: Links;
  /** False: another server may own the switch. Default true. */
  readonly untilOwner?: boolean;
  /** Default: with a lease of its own 600, short, for tests of the lease itself; else long, for a busy machine may stand still for a second. */
  readonly leaseTtlMs?: number;
}

export interface Attached {
  readonly switch: Switch;
  readonly seen: SwitchEvent[];
  readonly ups: { readonly snapshot: SwitchSnapshot; readonly restarted: boolean }[];
  readonly downs: string[];
  stop(): Promise<void>;
}

/** The lease of a test in which nobody else wants it. */
export const freeLease: SwitchLease = {
  acquire: () => Promise.resolve({ token: 1 }),
  renew: () => Promise.resolve(true),
  release: () => Promise.resolve(),
};

/** Starts the switch the suite is run against. */
export async function startSwitchUnderTest(
  kind: SwitchKind,
  options: {
    readonly logLevel?: 'debug';
    /** Sounds besides SOUNDS: name → hertz, half a second each, in both languages. */
    readonly sounds?: Readonly<Record<string, number>>;
    /** Default fs1. */
    readonly id?: string;
    /** By which other switches know it. */
    readonly linkSecret?: string;
  } = {},
): Promise<SwitchUnderTest> {
  const temporary = makeTemporaryDirectory();
  const logger = createLogger({ level: 'silent', pretty: false });
  const soundsDir = writeTestSounds(join(temporary.path, 'sounds'));
  for (const [name, { hertz, seconds }] of Object.entries(SOUNDS)) {
    for (const language of ['zh-CN', 'en-US'])
      writeTone(join(soundsDir, language, `${name}.wav`), hertz, seconds);
  }
  for (const language of ['zh-CN', 'en-US']) writeNotes(join(soundsDir, language, 'steps.wav'), STEPS);
  const ownSoundsDir = join(temporary.path, 'own-sounds');
  for (const [name, hertz] of Object.entries(options.sounds ?? {})) {
    for (const language of ['zh-CN', 'en-US'])
      writeTone(join(soundsDir, language, `${name}.wav`), hertz, 0.5);
  }
  const recordingsDir = join(temporary.path, 'recordings');
  mkdirSync(recordingsDir);
  const domain = 'kiloline.test';
  const directory = await startSipDirectory(domain, AGENTS);
  const running = await launchSwitch(kind, {
    runDir: temporary.path,
    soundsDir,
    logger,
    domain,
    directory,
    guardSeconds: 20,
    ...(options.logLevel === undefined ? {} : { logLevel: options.logLevel }),
    ...(options.linkSecret === undefined
      ? {}
      : { link: { cidrs: ['127.0.0.0/8'], secret: options.linkSecret } }),
  });
  const id = switchId(options.id ?? 'fs1');
  // FreeSWITCH takes a plain SIP phone on its browsers' side, too; the embedded switch browsers alone.
  const relay = kind === 'embedded' ? await startBrowserRelay(running.ws.url) : null;
  return {
    id,
    link: running.link,
    carrierSide: running.sipUdp,
    agentSide: relay?.address ?? { host: running.sipUdp.host, port: running.settings.webrtcSipPort },
    domain,
    soundsDir,
    ownSoundsDir,
    recordingsDir,
    logFile: running.logFile,
    attach: (options) => attach(running, { id, soundsDir, ownSoundsDir, recordingsDir }, options),
    stop: async () => {
      relay?.close();
      await running.stop();
      await directory.stop();
      temporary.remove();
    },
  };
}

async function attach(
  running: RunningFreeSwitch,
  own: Pick<SwitchUnderTest, 'id' | 'soundsDir' | 'ownSoundsDir' | 'recordingsDir'>,
  options: AttachOptions,
): Promise<Attached> {
  const seen: SwitchEvent[] = [];
  const ups: Attached['ups'] = [];
  const downs: string[] = [];
  const listener: SwitchListener = {
    onEvent: (event) => {
      seen.push(event);
      options.listener?.onEvent(event);
    },
    onUp: (snapshot, restarted) => {
      ups.push({ snapshot, restarted });
      options.listener?.onUp(snapshot, restarted);
    },
    onDown: (reason) => {
      downs.push(reason);
      options.listener?.onDown(reason);
    },
  };
  const attached = new EslSwitch({
    ...running.esl,
    ...own,
    domain: running.domain,
    trunk: options.trunk,
    ...(options.links === undefined ? {} : { links: options.links }),
    lease: options.lease ?? freeLease,
    owner: options.owner ?? 'test',
    listener,
    logger: createLogger({ level: 'silent', pretty: false }),
    now: Date.now,
    tuning: { stallLimitMs: 0, leaseTtlMs: options.leaseTtlMs ?? (options.lease ? 600 : 10_000) },
  });
  options.beforeStart?.(attached);
  attached.start();
  if (options.untilOwner !== false) await eventually('the switch is up', () => ups.length > 0);
  else await eventually('it can be commanded', () => attached.isUp());
  return { switch: attached, seen, ups, downs, stop: () => attached.stop() };
}
