import { setTimeout as sleep } from 'node:timers/promises';
import type { CallSummary } from '../../server/contract/rest';
import type { SwitchKind } from '../../tests/support/launch-switch';
import { Dice } from './dice';
import { faultPlan, type Fault } from './fault-plan';
import { SoakAgent } from './soak-agent';
import { SoakCallers } from './soak-callers';
import { AGENTS, SoakCentre } from './soak-centre';
import { Tally, type CallerStory } from './tally';
import { memorySlope, Watcher } from './watcher';

export interface SoakOptions {
  readonly kind: SwitchKind;
  readonly seconds: number;
  readonly seed: string;
  /** On the average. */
  readonly callsPerMinute: number;
  /** Default: as the seed says. Without them the processes live long enough to tell how their memory grows. */
  readonly faults?: boolean;
  readonly tell: (line: string) => void;
}

export interface SoakResult {
  readonly plan: readonly Fault[];
  readonly callers: number;
  readonly talks: number;
  readonly actions: Readonly<Record<string, number>>;
  /** No server was there in time: the switch told them to call again, and they are in no record. */
  readonly turnedAway: number;
  readonly lost: readonly string[];
  readonly stuck: readonly string[];
  readonly doubled: readonly string[];
  readonly broken: readonly string[];
  /** How often the invariants were looked at. */
  readonly looks: number;
  readonly repairs: Readonly<Record<string, number>>;
  readonly serverMbPerHour: number | null;
  readonly redisMbPerHour: number | null;
}

/** When this is over, whoever is still in a call is stuck in it. */
const DRAIN_MS = 40_000;

export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const dice = new Dice(options.seed);
  const plan = options.faults === false ? [] : faultPlan(dice.of('faults'), options.seconds);
  for (const { atS, kind, forS } of plan) options.tell(`${atS} s: ${kind}, ${forS} s`);
  const soak = await SoakCentre.start(options.kind);
  if (process.env['KILOLINE_KEEP_TEST_DIRS'] !== undefined) options.tell(`logs: ${soak.centre.dir}`);
  const stops: (() => unknown)[] = [() => soak.stop()];
  try {
    const tally = new Tally();
    const agents: SoakAgent[] = [];
    for (const agentId of AGENTS) agents.push(await SoakAgent.logIn(soak, agentId, dice, tally));
    stops.push(() => agents.forEach((agent) => agent.close()));
    const callers = await SoakCallers.open(soak, dice, tally);
    stops.push(() => callers.close());
    const watcher = await Watcher.start(soak);
    const work = Promise.all(agents.map((agent) => agent.work()));
    const untilMs = Date.now() + options.seconds * 1000;
    const arrivals = callers.arrive(untilMs, options.callsPerMinute);
    await suffer(soak, plan, options);
    await arrivals;
    await callers.gone();
    agents.forEach((agent) => agent.goHome());
    await work;
    const stuck = await drain(soak, agents);
    await watcher.stop();
    return { plan, ...(await verdict(soak, tally, stuck)), ...watched(watcher) };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function suffer(soak: SoakCentre, plan: readonly Fault[], { tell }: SoakOptions): Promise<void> {
  const beganMs = Date.now();
  for (const fault of plan) {
    await sleep(Math.max(0, beganMs + fault.atS * 1000 - Date.now()));
    const faultMs = Date.now();
    await soak.suffer(fault);
    tell(`${fault.kind}: over after ${((Date.now() - faultMs) / 1000).toFixed(1)} s`);
  }
}

/** What is left of calls when nobody calls any more. */
async function drain(soak: SoakCentre, agents: readonly SoakAgent[]): Promise<string[]> {
  const endMs = Date.now() + DRAIN_MS;
  for (;;) {
    const left = await whatIsLeft(soak, agents).catch((error: unknown) => [String(error)]);
    if (left.length === 0 || Date.now() > endMs) return left;
    await sleep(500);
  }
}

async function whatIsLeft(soak: SoakCentre, agents: readonly SoakAgent[]): Promise<string[]> {
  const legs = await soak.centre.legs();
  const text = await (await fetch(`${soak.centre.url}/metrics`)).text();
  const calls = [...text.matchAll(/^kiloline_calls\{state="([a-z-]+)"\} ([1-9]\d*)$/gm)];
  const desks = await Promise.all(agents.map((agent) => agent.desk()));
  return [
    ...(legs === 0 ? [] : [`${legs} legs on the switch`]),
    ...calls.map(([, state, count]) => `${count} calls are ${state}`),
    ...desks
      .filter(({ agent }) => agent.state === 'offered' || agent.state === 'on-call')
      .map(({ agent }) => `agent ${agent.agentId} is ${agent.state}`),
  ];
}

async function verdict(soak: SoakCentre, tally: Tally, left: readonly string[]) {
  const [lost, stuck, doubled] = [[] as string[], [...left], [...tally.doubled()]];
  let turnedAway = 0;
  for (const story of tally.stories.values()) {
    const records = await recordsOf(soak, story.number);
    const [record] = records;
    if (records.length > 1) doubled.push(`${story.number} has ${records.length} records`);
    if (!record) turnedAway += story.answered && !story.hungUp ? 1 : 0;
    else if (record.endedAt === null) stuck.push(`the record of ${story.number} (${story.way}) is not ended`);
    else if (isLost(story, record)) lost.push(`${story.number} (${story.way}): ${record.outcome}`);
  }
  const actions = Object.fromEntries(tally.actions);
  return {
    callers: tally.stories.size,
    talks: tally.talks.length,
    actions,
    turnedAway,
    lost,
    stuck,
    doubled,
  };
}

/**
 * He did not hang up, and nobody took leave of him either. Of one who hangs up while no server hears it the record says
 * `lost`: he is gone when somebody looks.
 */
const isLost = (story: CallerStory, record: CallSummary): boolean =>
  !story.hungUp && (record.outcome === 'lost' || !story.letGo);

/** The log follows the calls by a moment. */
async function recordsOf(soak: SoakCentre, number: string): Promise<readonly CallSummary[]> {
  const endMs = Date.now() + 5000;
  for (;;) {
    const { items } = await soak.admin.calls({ number });
    if (items.every((record) => record.endedAt !== null) || Date.now() > endMs) return items;
    await sleep(250);
  }
}

const watched = (watcher: Watcher) => ({
  broken: watcher.broken,
  looks: watcher.looks,
  repairs: watcher.repairs(),
  serverMbPerHour: memorySlope(watcher.memory.server),
  redisMbPerHour: memorySlope(watcher.memory.redis),
});

export const isGood = ({ lost, stuck, doubled, broken }: SoakResult): boolean =>
  lost.length + stuck.length + doubled.length + broken.length === 0;
