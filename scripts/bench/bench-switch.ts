import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SwitchLease } from '../../server/calls/switch-lease';
import { callId, legId, switchId, type LegId } from '../../server/contract/ids';
import { EslSwitch } from '../../server/esl';
import { createLogger } from '../../server/logging';
import { launchEmulator } from '../../server/parts/emulator';
import type { RunningFreeSwitch } from '../../server/parts/freeswitch';
import { eventually } from '../../tests/support/eventually';
import { makeTemporaryDirectory } from '../../tests/support/temporary-directory';
import { writeTestSounds } from '../../tests/support/wav';
import { EventBoard } from './event-board';
import { SipLoad, type PlacedCall } from './sip-load';

/** Long enough that the guard on an arriving leg never fires here. */
const GUARD_SECONDS = 900;

const freeLease: SwitchLease = {
  acquire: () => Promise.resolve({ token: 1 }),
  renew: () => Promise.resolve(true),
  release: () => Promise.resolve(),
};

/** What is left in the switch after its garbage was collected. */
export interface Remains {
  readonly answers: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
  /** What keeps its event loop alive, by kind (process.getActiveResourcesInfo). */
  readonly resources: Readonly<Record<string, number>>;
  /** Since the last time it was asked. */
  readonly pauses: {
    /** Its event loop stood still, for whatever reason: no core counts too. */
    readonly loopMostMs: number;
    readonly gcTotalMs: number;
    readonly gcLongestMs: number;
  };
}

export interface BridgedCall {
  readonly placed: PlacedCall;
  readonly inbound: LegId;
  readonly outbound: LegId;
  /** The switch's port of the caller. */
  readonly callerPort: number;
}

/** Where the two telephones of call `index` take their sound. */
export interface CallPorts {
  caller(index: number): number;
  /** @param remotePort the switch's */
  callee(index: number, remotePort: number): number;
}

const callerNumber = (index: number): string => `138${String(index).padStart(8, '0')}`;
const calleeNumber = (index: number): string => `139${String(index).padStart(8, '0')}`;

/** A fresh embedded switch, the adapter that drives it, and telephones on its trunk. */
export class BenchSwitch {
  readonly #board = new EventBoard();
  #adapter: EslSwitch | null = null;

  private constructor(
    readonly running: RunningFreeSwitch,
    readonly phones: SipLoad,
    private readonly ports: CallPorts,
    private readonly probeFile: string,
    private readonly removeDirectory: () => void,
  ) {}

  static async open(ports: CallPorts): Promise<BenchSwitch> {
    const temporary = makeTemporaryDirectory();
    const logger = createLogger({ level: 'silent', pretty: false });
    const soundsDir = writeTestSounds(join(temporary.path, 'sounds'));
    const probeFile = join(temporary.path, 'probe.json');
    const running = await withProbe(probeFile, () =>
      launchEmulator({ runDir: temporary.path, soundsDir, logger, guardSeconds: GUARD_SECONDS }),
    );
    const phones = await SipLoad.open((number, port) => ports.callee(Number(number.slice(3)), port));
    const bench = new BenchSwitch(running, phones, ports, probeFile, () => {
      temporary.remove();
    });
    await bench.#attach(soundsDir);
    return bench;
  }

  get pid(): number {
    return this.running.pid;
  }

  /** A call comes in on the trunk, is answered, another goes out, is answered, and they are bridged. */
  async setUp(index: number): Promise<BridgedCall> {
    const adapter = this.#driver();
    const rtpPort = this.ports.caller(index);
    const placed = this.phones.call(this.running.sipUdp, '1000', callerNumber(index), rtpPort);
    placed.answered.catch(() => undefined);
    const inbound = await this.#board.wait(`arrived ${callerNumber(index)}`);
    await adapter.answer(inbound);
    const callerPort = await placed.answered;
    const outbound = legId(randomUUID());
    await adapter.callCustomer({
      legId: outbound,
      callId: callId(randomUUID()),
      number: calleeNumber(index),
      callerNumber: '4001000',
      timeoutS: 20,
    });
    await this.#board.wait(`parked ${outbound}`);
    await adapter.bridge(inbound, outbound);
    await this.#board.wait(`bridged ${inbound}`);
    return { placed, inbound, outbound, callerPort };
  }

  /** The caller hangs up, the server ends the other leg. */
  async release(call: BridgedCall): Promise<void> {
    this.phones.hangUp(call.placed);
    await this.#board.wait(`hung-up ${call.inbound}`);
    await this.#driver().hangUp(call.outbound);
    await this.#board.wait(`hung-up ${call.outbound}`);
  }

  /** @throws when somebody stays on the line */
  async isEmpty(): Promise<void> {
    const legs = async () => (await this.#driver().snapshot()).legs.length;
    await eventually('no leg is left', async () => (await legs()) === 0, 10_000);
    this.#board.clear();
  }

  async remains(): Promise<Remains> {
    const read = () =>
      existsSync(this.probeFile) ? (JSON.parse(readFileSync(this.probeFile, 'utf8')) as Remains) : null;
    const before = read()?.answers ?? 0;
    process.kill(this.pid, 'SIGUSR2');
    return eventually(
      'the probe answers',
      () => {
        const remains = read();
        return remains !== null && remains.answers > before ? remains : null;
      },
      10_000,
    );
  }

  async close(): Promise<void> {
    await this.#adapter?.stop();
    await this.running.stop();
    this.phones.close();
    this.removeDirectory();
  }

  async #attach(soundsDir: string): Promise<void> {
    let isUp = false;
    const adapter = new EslSwitch({
      ...this.running.esl,
      id: switchId('fs1'),
      soundsDir,
      recordingsDir: join(soundsDir, '..', 'recordings'),
      domain: this.running.domain,
      trunk: this.phones.address,
      lease: freeLease,
      owner: 'bench',
      listener: {
        onEvent: (event) => {
          this.#board.post(event);
        },
        onUp: () => (isUp = true),
        onDown: (reason) => {
          if (reason !== 'stopped') process.stderr.write(`The switch is down: ${reason}\n`);
        },
      },
      logger: createLogger({ level: 'silent', pretty: false }),
      now: Date.now,
      tuning: { stallLimitMs: 0 },
    });
    this.#adapter = adapter;
    adapter.start();
    await eventually('the switch is up', () => isUp, 10_000);
  }

  #driver(): EslSwitch {
    if (this.#adapter === null) throw new Error('The switch is not attached');
    return this.#adapter;
  }
}

/** Children inherit the environment: that is how the probe gets into a switch that knows nothing of it. */
async function withProbe<Value>(file: string, launch: () => Promise<Value>): Promise<Value> {
  const before = process.env['NODE_OPTIONS'];
  const probe = join(__dirname, 'probe.cjs');
  process.env['NODE_OPTIONS'] = `${before ?? ''} --require ${JSON.stringify(probe)}`.trim();
  process.env['KILOLINE_BENCH_PROBE'] = file;
  try {
    return await launch();
  } finally {
    delete process.env['KILOLINE_BENCH_PROBE'];
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
}
