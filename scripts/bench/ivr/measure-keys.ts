import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Percentiles } from '../percentiles';
import { cpuSince, machineBusyPercent, markCpu, markMachine, type CpuUse } from '../process-meter';
import { SipLoad, type PlacedCall } from '../sip-load';
import { NOTES } from './bench-pack';
import { EventWatch } from './event-watch';
import type { KeyLine } from './key-line';
import { KeyPhone } from './key-phone';

const [HELD_MS, HEAR_TIMEOUT_MS] = [100, 3000];
/** Between hearing a prompt and pressing the next key: at least so long, and at random up to so much more. */
const [THINK_MS, THINK_SPREAD_MS] = [300, 500];
/** Typed ahead: as fast as a person's thumb does it, in one go. */
const [BURST_KEYS, BURST_HELD_MS, BURST_PAUSE_MS] = [8, 60, 60];

export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

export interface KeyFigures {
  readonly calls: number;
  /** Measured: pressed, and the next prompt heard. */
  readonly keys: number;
  /** Pressed, and no prompt came within 3 s. */
  readonly unheard: number;
  /** Key released → first packet of the next prompt, ms. */
  readonly heardMs: Spread;
  /**
   * Key released → the switch's DTMF event; that event → first packet of the next prompt; key released → the next
   * prompt's own playback begun by the switch.
   */
  readonly stagesMs: Readonly<Record<Stage, Spread>>;
  readonly typedAhead: { readonly pressed: number; readonly lost: number } | null;
  readonly server: CpuUse;
  readonly switch: CpuUse;
  readonly machine: {
    readonly busyPercent: number;
    readonly load: number;
    readonly generatorLateMs: number;
  };
}

type Stage = 'key' | 'answered' | 'begun';

interface Caller {
  readonly number: string;
  readonly phone: KeyPhone;
  readonly placed: PlacedCall;
  pressed: number;
}

/** `calls` calls at once, `keys` keys in all, each pressed when the prompt before it was heard. */
export async function measureKeys(line: KeyLine, calls: number, keys: number): Promise<KeyFigures> {
  const phones = await SipLoad.open(() => 0);
  const watch = new EventWatch();
  const callers: Caller[] = [];
  try {
    await watch.open(line.esl);
    for (let index = 0; index < calls; index += 1) callers.push(await ring(line, phones, index));
    await sleep(2000);
    const marks = [markCpu(line.pids.server), markCpu(line.pids.switch)] as const;
    const machine = markMachine();
    const tally = new Tally();
    const each = Math.ceil(keys / calls);
    await Promise.all(callers.map((caller) => walk(caller, each, watch, tally)));
    const figures = {
      server: cpuSince(line.pids.server, marks[0]),
      switch: cpuSince(line.pids.switch, marks[1]),
      machine: {
        busyPercent: machineBusyPercent(machine),
        load: loadavg()[0] ?? 0,
        generatorLateMs: Math.round(Math.max(...callers.map(({ phone }) => phone.largestLatenessMs))),
      },
    };
    await Promise.all(callers.map(typeAhead));
    await sleep(1000);
    for (const { placed } of callers) phones.hangUp(placed);
    return { calls, ...tally.figures(), typedAhead: await lostOf(line, callers), ...figures };
  } finally {
    watch.close();
    for (const { phone } of callers) phone.close();
    phones.close();
  }
}

async function ring(line: KeyLine, phones: SipLoad, index: number): Promise<Caller> {
  const phone = await KeyPhone.open(0x4b000000 + index);
  const number = `137${String(Date.now()).slice(-5)}${String(index).padStart(3, '0')}`;
  const placed = phones.call(line.trunk, line.dialed, number, phone.port);
  const heard = phone.hear(NOTES[0], 10_000);
  phone.speakTo(await placed.answered);
  if ((await heard) === null) throw new Error('A call was answered and nothing was played');
  return { number, phone, placed, pressed: 0 };
}

class Tally {
  readonly #heard = new Percentiles();
  readonly #stages = { key: new Percentiles(), answered: new Percentiles(), begun: new Percentiles() };
  #keys = 0;
  #unheard = 0;

  add(released: number, heard: number | null, at: { readonly key: number; readonly begun: number }) {
    this.#keys += 1;
    if (heard === null) {
      this.#unheard += 1;
      return;
    }
    this.#heard.add(heard - released);
    if (at.begun > released) this.#stages.begun.add(at.begun - released);
    if (at.key <= released) return;
    this.#stages.key.add(at.key - released);
    this.#stages.answered.add(heard - at.key);
  }

  figures(): Pick<KeyFigures, 'keys' | 'unheard' | 'heardMs' | 'stagesMs'> {
    const { key, answered, begun } = this.#stages;
    return {
      keys: this.#keys,
      unheard: this.#unheard,
      heardMs: spread(this.#heard),
      stagesMs: { key: spread(key), answered: spread(answered), begun: spread(begun) },
    };
  }
}

async function walk(caller: Caller, keys: number, watch: EventWatch, tally: Tally): Promise<void> {
  const { phone, number } = caller;
  for (let key = 0; key < keys; key += 1) {
    await sleep(THINK_MS + Math.random() * THINK_SPREAD_MS);
    caller.pressed += 1;
    const heard = phone.hear(NOTES[caller.pressed % 2] ?? 0, HELD_MS + HEAR_TIMEOUT_MS);
    const released = await phone.press('1', HELD_MS);
    const heardAt = await heard;
    // The event may be on its way still.
    await sleep(50);
    tally.add(released, heardAt, {
      key: watch.last('DTMF', number),
      begun: watch.last('CHANNEL_EXECUTE', number),
    });
  }
}

async function typeAhead(caller: Caller): Promise<void> {
  for (let key = 0; key < BURST_KEYS; key += 1) {
    caller.pressed += 1;
    await caller.phone.press('1', BURST_HELD_MS);
    while (!caller.phone.isIdle) await sleep(5);
    await sleep(BURST_PAUSE_MS);
  }
}

async function lostOf(line: KeyLine, callers: readonly Caller[]): Promise<KeyFigures['typedAhead']> {
  let lost = 0;
  for (const { number, pressed } of callers) lost += pressed - (await line.keysTaken(number));
  return Number.isNaN(lost) ? null : { pressed: callers.length * BURST_KEYS, lost };
}

const spread = (of: Percentiles): Spread => ({
  p50: of.at(0.5),
  p95: of.at(0.95),
  most: Math.round(of.most),
});
