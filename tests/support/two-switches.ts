import { compileQueues } from '../../server/acd/compile-queues';
import type { LiveCall } from '../../server/calls/call-store';
import { agentId, type CallId } from '../../server/contract/ids';
import { queueConfigSchema } from '../../server/contract/queue-config';
import type { RedisStores } from '../../server/redis';
import { CallServer, PACK_SOUNDS, PROMPT_HERTZ } from './call-server';
import { eventually } from './eventually';
import { startTestRedis, testPrefix, testStores, type TestRedis } from './redis';
import { SipParty, type PartyCall } from './sip-party';
import { AGENTS, startSwitchUnderTest, type SwitchUnderTest } from './switch-under-test';

export const CAROL_HERTZ = 1500;
export const ALICE_HERTZ = 1000;
export const ALICE = agentId('1001');
const LINK_SECRET = 'the-secret-of-the-link';

/** Two FreeSWITCHes that know each other, one Redis, and as many servers as a test starts. */
export class TwoSwitchBench {
  one!: SwitchUnderTest;
  two!: SwitchUnderTest;
  stores!: RedisStores;
  carol!: SipParty;
  alice!: SipParty;
  #redis!: TestRedis;
  readonly #servers: CallServer[] = [];

  async open(): Promise<void> {
    this.#redis = await startTestRedis();
    this.carol = await SipParty.open(CAROL_HERTZ);
    this.alice = await SipParty.open(ALICE_HERTZ);
    this.alice.speaksAtOnce = true;
    const options = { sounds: PACK_SOUNDS, linkSecret: LINK_SECRET };
    this.one = await startSwitchUnderTest('freeswitch', { ...options, id: 'fs1' });
    this.two = await startSwitchUnderTest('freeswitch', { ...options, id: 'fs2' });
    this.stores = await testStores(await this.#redis.connect(), { prefix: testPrefix() });
    await this.stores.acd.applyQueues(queues());
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.stop();
    await this.one.stop();
    await this.two.stop();
    for (const party of [this.carol, this.alice]) party.close();
    await this.#redis.stop();
  }

  /** A server that is connected to both and owns them unless others do. */
  async startServer(owner: string, untilOwner: boolean): Promise<CallServer> {
    const links = new Map(
      [this.one, this.two].map(({ id, link }) => [id, { ...mustBe(link), secret: LINK_SECRET }] as const),
    );
    const server = await CallServer.start({
      ...{ stores: this.stores, under: [this.one, this.two], trunk: this.carol.address, queues, links },
      ...{ owner, untilOwner },
    });
    this.#servers.push(server);
    return server;
  }

  /** Alice's softphone signs on to that switch. */
  async aliceOn(target: SwitchUnderTest, expires = 600): Promise<void> {
    await this.stores.agents.logIn({
      agentId: ALICE,
      displayName: 'Alice',
      sessionId: 'one',
      sipUser: '1001',
      takeOver: false,
    });
    const account = { user: '1001', password: AGENTS['1001'], domain: target.domain };
    await this.alice.register(target.agentSide, account, expires);
    if (expires === 0) return;
    await eventually('Alice is reachable there', async () => {
      const agent = await this.stores.agents.get(ALICE);
      return agent?.reachable === true && agent.registeredOn === target.id;
    });
  }

  /** Carol calls that switch and asks for an agent. */
  async carolWaitsOn(target: SwitchUnderTest): Promise<{ call: PartyCall; callId: CallId }> {
    const before = new Set((await this.stores.calls.list()).map((one) => one.callId));
    const call = await this.carol.call(target.carrierSide, '1000');
    const live = await eventually('the call has arrived', async () =>
      (await this.stores.calls.list()).find((one) => !before.has(one.callId)),
    );
    await hears(call, PROMPT_HERTZ.menu);
    await call.press('0');
    return { call, callId: live.callId };
  }

  state(callId: CallId, state: LiveCall['state']): Promise<LiveCall> {
    return eventually(`the call is ${state}`, async () => {
      const call = await this.stores.calls.get(callId);
      return call?.state === state ? call : null;
    });
  }
}

export const hears = (call: PartyCall, hertz: number): Promise<boolean> =>
  eventually(`${hertz} Hz is heard`, () => Math.abs((call.media.tone(150)?.hertz ?? 0) - hertz) <= 20);

function queues() {
  const queue = {
    queueId: 'general',
    name: 'General',
    agents: [ALICE],
    offerTimeoutS: 20,
    wrapUpS: 0,
    surveyShare: 0,
  };
  return compileQueues(queueConfigSchema.parse({ queues: [queue] }));
}

function mustBe<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the switch has no link');
  return value;
}
