import type { SwitchEvent, SwitchSnapshot } from '../../../server/calls/switch';
import type { SwitchLease } from '../../../server/calls/switch-lease';
import { switchId } from '../../../server/contract/ids';
import { EslSwitch, type EslTuning } from '../../../server/esl';
import { createLogger } from '../../../server/logging';
import { eventually } from '../../support/eventually';
import { FakeEventSocket, type FakeEvent } from '../../support/fake-event-socket';

export class TestLease implements SwitchLease {
  holder: string | null = null;
  away = false;
  #token = 0;

  acquire(_id: string, owner: string): Promise<{ token: number } | null> {
    if (this.away) return Promise.reject(new Error('redis is away'));
    if (this.holder !== null && this.holder !== owner) return Promise.resolve(null);
    this.holder = owner;
    this.#token += 1;
    return Promise.resolve({ token: this.#token });
  }
  renew(_id: string, owner: string): Promise<boolean> {
    return this.away ? Promise.reject(new Error('redis is away')) : Promise.resolve(this.holder === owner);
  }
  release(_id: string, owner: string): Promise<void> {
    if (this.holder === owner) this.holder = null;
    return Promise.resolve();
  }
}

/** Longer than a busy machine stands still by itself: such a lease is lost for no reason a test has. */
export const LEASE_MS = 1500;
const FAST: Partial<EslTuning> = {
  stallLimitMs: 0,
  snapshotGapMs: 20,
  reconnectLeastMs: 20,
  reconnectMostMs: 50,
  leaseTtlMs: LEASE_MS,
  commandTimeoutMs: 500,
  parkWaitMs: 200,
};

/** What a server heard, in order: events, and its ups and downs as words. */
export type Log = (SwitchEvent | string)[];

/** Adapters to a switch whose event socket misbehaves as told. */
export class AdapterBench {
  fake!: FakeEventSocket;
  readonly lease = new TestLease();
  readonly #running: EslSwitch[] = [];

  static async open(): Promise<AdapterBench> {
    const bench = new AdapterBench();
    bench.fake = await FakeEventSocket.listen();
    return bench;
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map((adapter) => adapter.stop()));
    await this.fake.close();
  }

  start(owner = 'a', tuning: Partial<EslTuning> = {}) {
    const log: Log = [];
    const snapshots: SwitchSnapshot[] = [];
    const adapter = new EslSwitch({
      ...this.fake.address,
      id: switchId('fs1'),
      soundsDir: '/sounds',
      recordingsDir: '/recordings',
      domain: 'kiloline.test',
      trunk: { host: '127.0.0.1', port: 5060 },
      lease: this.lease,
      owner,
      listener: {
        onEvent: (event) => log.push(event),
        onUp: (snapshot, restarted) => {
          snapshots.push(snapshot);
          log.push(restarted ? 'up again, restarted' : 'up');
        },
        onDown: (reason) => log.push(`down: ${reason}`),
      },
      logger: createLogger({ level: 'silent', pretty: false }),
      now: Date.now,
      tuning: { ...FAST, ...tuning },
    });
    this.#running.push(adapter);
    adapter.start();
    return { adapter, log, snapshots };
  }

  emit(uuid: string, more: FakeEvent): void {
    this.fake.reader?.event(leg(uuid, more));
  }
}

export const up = (log: readonly unknown[], times = 1): Promise<unknown> =>
  eventually(
    'it is up',
    () => log.filter((one) => typeof one === 'string' && one.startsWith('up')).length >= times,
  );

export const leg = (uuid: string, more: FakeEvent): FakeEvent => ({
  'Unique-ID': uuid,
  'Event-Date-Timestamp': `${Date.now()}000`,
  'Call-Direction': 'inbound',
  'Caller-Context': 'trunk-in',
  'Channel-Presence-Data': `kl;r=customer;c=${uuid}`,
  ...more,
});

export const kinds = (log: Readonly<Log>): readonly string[] =>
  log.map((one) => (typeof one === 'string' ? one : one.kind));
