import { randomUUID } from 'node:crypto';
import { createDatabase, type Database } from '../../db';
import {
  campaignSchema,
  type Campaign,
  type ContactView,
  type DialDecision,
} from '../../server/contract/campaigns';
import { campaignId, contactId, switchId } from '../../server/contract/ids';
import { Switches } from '../../server/calls/switches';
import { Dialler } from '../../server/outbound/dialler';
import { Placing } from '../../server/outbound/placing';
import { Settlement } from '../../server/outbound/settlement';
import { every } from '../../server/periodic';
import type { RedisStores } from '../../server/redis';
import { ALWAYS } from './always';
import { CallServer } from './call-server';
import { eventually } from './eventually';
import { Life } from './life';
import type { TestPostgres } from './postgres';
import { silentLogger, testStores, type TestRedis } from './redis';
import { TelephoneNetwork, type Manner } from './telephone-network';
import { compiled } from '../redis/call-centre';

export const CAMPAIGN = campaignId('one');
const manners: readonly Manner[] = ['answers', 'busy', 'refuses', 'silent'];

/** What somebody with that number does is in its last digit. */
const mannerOf = (number: string): Manner => manners[Number(number.at(-1)) % manners.length] ?? 'silent';

/** What his contact must be marked with in the end. */
const rightMarks: Readonly<Record<Manner, readonly string[]>> = {
  // A server that died over his answer may have found him gone.
  answers: ['told', 'reached'],
  busy: ['not-reached'],
  refuses: ['refused'],
  silent: ['not-reached'],
};

export interface DialServer {
  readonly life: Life;
  /** As it should be. */
  stop(): Promise<void>;
  /** After its death: its connections are gone. */
  bury(): Promise<void>;
}

/**
 * Servers that dial a campaign: on a real PostgreSQL and a real Redis, with the rooms of a call, and a telephone network of our
 * own that keeps whom they called.
 */
export class DiallingHouse {
  readonly network = new TelephoneNetwork(switchId('fs1'), mannerOf);
  /** Calls whose result was counted, by all its servers. */
  settled = 0;
  /** Besides the time that really passes, ms. */
  #waitedMs = 0;

  private constructor(
    readonly database: Database,
    readonly stores: RedisStores,
  ) {}

  static async open(postgres: TestPostgres, redis: TestRedis): Promise<DiallingHouse> {
    const database = await createDatabase({ address: await postgres.freshDatabase(), logger: silentLogger });
    await database.migrate();
    const stores = await testStores(await redis.connect());
    await stores.acd.applyQueues(compiled([]));
    return new DiallingHouse(database, stores);
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  readonly now = (): number => Date.now() + this.#waitedMs;

  wait(ms: number): void {
    this.#waitedMs += ms;
  }

  /** @returns the numbers of its list, each of another manner than the one before */
  async campaign(
    contacts: number,
    over: Partial<Campaign> = {},
    lineOf = (number: string): string => number,
  ): Promise<readonly string[]> {
    const { database } = this;
    const { campaigns, contacts: lists } = database;
    const campaign = campaignSchema.parse({
      ...{ campaignId: CAMPAIGN, name: 'One', flow: { pack: 'test', entry: 'called' }, attempts: 5 },
      hours: { week: ALWAYS },
      cap: { calls: 20, days: 1 },
      retry: { busy: 'never', 'no-answer': 'never', lost: { afterMinutes: 30 } },
      limits: { perSecond: 200, atOnce: 1000 },
      ...over,
    });
    await campaigns.save(campaign, null, 'admin');
    const numbers = Array.from({ length: contacts }, (_, index) => `139${String(index).padStart(8, '0')}`);
    await lists.addContacts(
      CAMPAIGN,
      numbers.map((number) => ({
        ...{ contactId: contactId(randomUUID()), line: lineOf(number), number, numberKey: number, name: '' },
        ...{ customerId: null, timeZone: null, consent: false, priority: 0, variables: {} },
      })),
    );
    await campaigns.setState(CAMPAIGN, ['draft'], 'running', 'admin');
    return numbers;
  }

  /**
   * @param name in the group of those who read the events
   * @param options isOwner: its rooms hear the switch; dials: it is its turn, as often as it asks
   */
  async server(
    name: string,
    { isOwner = true, isOurTurn = () => Promise.resolve(true) }: ServerOptions = {},
  ): Promise<DialServer> {
    const life = new Life();
    const stores = livingStores(life, this.stores);
    const target = life.of('switch', this.network.asSwitch());
    const calls = await CallServer.start({
      ...{ stores: this.stores, under: [this.network.under()], trunk: { host: '127.0.0.1', port: 9 } },
      ...{ queues: () => compiled([]), roundMs: 50, untilOwner: isOwner },
      death: { newServer: () => ({ wrap: () => target, stores: () => stores }) },
    });
    const { dialler, settlement } = this.#outbound(life, stores, calls, isOurTurn);
    const stops = [
      await this.stores.events.consume('dialler', name, (batch) => settlement.onEvents(batch)),
      every(20, 'claims', () => settlement.sweep(), silentLogger),
      every(10, 'campaigns', () => dialler.tick(), silentLogger),
    ];
    const stopOwn = async () => {
      for (const stop of stops.splice(0)) await stop();
    };
    return {
      life,
      stop: async () => {
        await stopOwn();
        await calls.stop();
      },
      bury: async () => {
        life.end();
        await stopOwn();
        await calls.bury();
      },
    };
  }

  #outbound(life: Life, stores: RedisStores, { rooms }: CallServer, isOurTurn: () => Promise<boolean>) {
    const { now } = this;
    const newId = randomUUID;
    const switches = new Switches();
    switches.add(life.of('switch', this.network.asSwitch()));
    const campaigns = life.of('campaigns', this.database.campaigns);
    const contacts = life.of('contacts', this.database.contacts);
    const { attempts, calls } = stores;
    const placing = new Placing({
      ...{ contacts, attempts, calls, ending: rooms.ending, logger: silentLogger },
      settings: { perSecond: 200, atOnce: 1000, callerNumber: '1000', newId },
    });
    const dialler = new Dialler({
      ...{ campaigns, contacts, attempts, placing, switches, isOurTurn, logger: silentLogger },
      sources: life.of('sources', this.database.contactSources),
      onOver: () => Promise.resolve(),
      howMany: { startsNow: () => Promise.resolve(new Map()) },
      settings: { perSecond: 200, dialable: (number) => number, newId, now },
    });
    const onMarked = () => Promise.resolve();
    const onSettled = () => void (this.settled += 1);
    return {
      dialler,
      settlement: new Settlement({
        ...{ contacts, attempts, onMarked, onSettled, now, logger: silentLogger },
        forgetSound: () => Promise.resolve(),
      }),
    };
  }

  contacts(): Promise<readonly ContactView[]> {
    return this.database.contacts.contacts(CAMPAIGN, { page: 1, pageSize: 1000 }).then(({ items }) => items);
  }

  /** Whoever is to be called again is, however long that takes by the campaign. */
  async untilDone(): Promise<void> {
    await eventually(
      'all contacts are done',
      async () => {
        const { open, dialing } = await this.database.campaigns.progress(CAMPAIGN);
        if (open > 0 && dialing === 0) this.wait(31 * 60_000);
        return open + dialing === 0;
      },
      40_000,
    );
  }

  async decisionsOn(number: string): Promise<readonly DialDecision[]> {
    const { decisions } = await this.database.dialRecords.explain(number, 100);
    return decisions.filter(({ decision }) => decision === 'dialled');
  }

  /** What is wrong: called twice, forgotten, marked wrong, or a claim that stays. */
  async faults(): Promise<readonly string[]> {
    const contacts = await this.contacts();
    const faults = await Promise.all(contacts.map((contact) => this.#faultsOf(contact)));
    const claims = await this.database.contacts.unsettled(Date.now() + 1e12, []);
    const inProgress = await this.stores.attempts.inProgress(CAMPAIGN);
    return [
      ...faults.flat(),
      ...claims.map(({ attemptId }) => `the claim ${attemptId} stays`),
      ...inProgress.map((callId) => `the call ${callId} stays`),
      ...(this.network.legs > 0 ? [`${this.network.legs} legs stay`] : []),
      ...(await this.stores.acd.brokenInvariants()),
    ];
  }

  async #faultsOf({ number, mark, state }: ContactView): Promise<readonly string[]> {
    const legs = this.network.dialled.filter((each) => each.number === number);
    const decisions = await this.decisionsOn(number);
    const lost = decisions.filter(({ result }) => result === 'lost').length;
    const told = (what: string) => `${number}: ${what} (${decisions.map(({ result }) => result).join()})`;
    return [
      ...(legs.length === 0 ? [told('never called')] : []),
      ...(legs.length > 1 + lost ? [told(`called ${legs.length} times`)] : []),
      ...(state === 'done' && rightMarks[mannerOf(number)].includes(mark ?? '')
        ? []
        : [told(`is ${state} with ${mark}`)]),
      ...legs.flatMap(({ callId }) => {
        const decision = decisions.find((each) => each.callId === callId);
        return decision && decision.result !== 'not-begun' ? [] : [told('called without a claim')];
      }),
    ];
  }
}

export interface ServerOptions {
  readonly isOwner?: boolean;
  readonly isOurTurn?: () => Promise<boolean>;
}

/** All that a server reaches Redis by. */
const livingStores = (life: Life, stores: RedisStores): RedisStores =>
  Object.fromEntries(
    Object.entries(stores).map(([name, store]: [string, object]) => [name, life.of(name, store)]),
  ) as unknown as RedisStores;
