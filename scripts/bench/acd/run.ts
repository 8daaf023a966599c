import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchAgent, BenchCentre } from './bench-centre';
import { idleDelays, joinDelays, rings, setUpDelays, spread, type Spread } from './pairs';
import { SippRun } from './sipp-run';
import { readTrace, type TracedMessage } from './sipp-trace';
import type { System } from './systems';
import { startMeter, type Use } from './use-meter';

export interface Load {
  readonly callers: number;
  /** New callers a second. */
  readonly rate: number;
  /** What an agent talks. */
  readonly talkMs: number;
  /** Agents become available before or after the callers have come. */
  readonly agentsFirst: boolean;
}

export interface Measured extends Use {
  readonly callers: number;
  readonly agents: number;
  /** Caller's INVITE → agent's INVITE, on the wire, ms. */
  readonly joinMs: Spread;
  /** Agent's BYE → his next INVITE, ms; only while callers wait. */
  readonly idleMs: Spread;
  /** Agent's INVITE → the ACK of his answer, ms: how soon the switch keeps up. */
  readonly setUpMs: Spread;
  /** Callers whom no agent was called for. */
  readonly lost: number;
  /** Callers for whom agents were called more than once. */
  readonly again: number;
  /** Callers whose call was not ended by the far side in time. */
  readonly stuck: number;
  readonly secondsInAll: number;
}

const SETTLE_MS = 1500;
const LONGEST_S = 280;

/** One crowd through one system: SIPp calls, SIPp answers, their traces tell. */
export async function run(
  bench: BenchCentre,
  system: System,
  agents: readonly BenchAgent[],
  load: Load,
): Promise<Measured> {
  const phones = await phonesOf(bench, agents, load);
  const numbers = newNumbers(load.callers);
  const used = startMeter(bench.centre.pids);
  const startedAt = Date.now();
  let calling: SippRun | undefined;
  try {
    if (load.agentsFirst) await system.available(agents, true);
    const callers = await callersOf(bench, system, numbers, load);
    calling = callers;
    if (!load.agentsFirst) {
      await sleep((1000 * load.callers) / load.rate + SETTLE_MS);
      await system.available(agents, true);
    }
    await callers.ended;
    const use = used(load.callers);
    const secondsInAll = (Date.now() - startedAt) / 1000;
    await sleep(SETTLE_MS);
    return {
      ...{ callers: load.callers, agents: agents.length, secondsInAll, ...use },
      ...figures(numbers, readTrace(callers.messageFile), readTrace(phones.messageFile)),
    };
  } finally {
    await calling?.stop();
    await phones.stop();
    await system.available(agents, false);
  }
}

function figures(
  numbers: readonly string[],
  called: readonly TracedMessage[],
  rang: readonly TracedMessage[],
): Pick<Measured, 'joinMs' | 'idleMs' | 'setUpMs' | 'lost' | 'again' | 'stuck'> {
  const counts = rings(rang);
  const released = new Set(called.filter(({ what }) => what === 'BYE').map(({ callId }) => callId));
  const lastRing = rang.reduce((last, { at, what }) => (what === 'INVITE' ? Math.max(last, at) : last), 0);
  return {
    joinMs: spread(joinDelays(called, rang)),
    idleMs: spread(idleDelays(rang, lastRing)),
    setUpMs: spread(setUpDelays(rang)),
    lost: numbers.filter((number) => !counts.has(number)).length,
    again: [...counts.values()].filter((count) => count > 1).length,
    stuck: numbers.length - released.size,
  };
}

function newNumbers(count: number): string[] {
  const head = `13${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`;
  return Array.from({ length: count }, (_, index) => `${head}${String(index).padStart(5, '0')}`);
}

const callersOf = (
  { centre, dir }: BenchCentre,
  system: System,
  fields: readonly string[],
  load: Load,
): Promise<SippRun> =>
  SippRun.start({
    ...{ scenario: 'caller', dir, target: centre.sip, fields, timeoutS: LONGEST_S },
    args: [
      ...['-s', system.number, '-m', String(load.callers)],
      ...['-r', String(load.rate), '-l', String(load.callers)],
    ],
  });

/** One SIPp is every agent's telephone, always at the same address; another one signs them on. */
async function phonesOf(
  { centre, dir, phonesPort }: BenchCentre,
  agents: readonly BenchAgent[],
  load: Load,
): Promise<SippRun> {
  const phones = await SippRun.start({
    ...{ scenario: 'agent', dir, target: centre.sip, port: phonesPort, timeoutS: LONGEST_S + 60 },
    args: ['-d', String(load.talkMs)],
  });
  await signOn({ centre, dir, phonesPort }, agents).catch(async (error: unknown) => {
    await phones.stop();
    throw error;
  });
  return phones;
}

/** Every agent's telephone says where it is called. */
export async function signOn(
  { centre, dir, phonesPort }: Pick<BenchCentre, 'centre' | 'dir' | 'phonesPort'>,
  agents: readonly BenchAgent[],
): Promise<void> {
  const target = { host: centre.sip.host, port: centre.webrtcSipPort };
  const fields = agents.map(({ account: { user, domain, password } }) =>
    [user, domain, `[authentication username=${user} password=${password}]`, phonesPort].join(';'),
  );
  const telling = await SippRun.start({
    ...{ scenario: 'register', dir, target, fields, timeoutS: 60 },
    args: ['-m', String(agents.length), '-r', '50'],
  });
  const status = await telling.ended;
  if (status !== 0) throw new Error(`Telephones could not sign on: ${status} ${telling.output}`);
}
