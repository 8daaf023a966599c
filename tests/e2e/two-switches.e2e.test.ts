import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { SipParty } from '../support/sip-party';
import { ALICE, ALICE_HERTZ, CAROL_HERTZ, hears, TwoSwitchBench } from '../support/two-switches';
import type { CallServer } from '../support/call-server';
import { MUSIC_HERTZ } from '../support/switch-under-test';

requires('redis', 'freeswitch')('two switches and two servers on one Redis', () => {
  const bench = new TwoSwitchBench();
  let server: CallServer;

  beforeAll(async () => {
    await bench.open();
    server = await bench.startServer('a', true);
    await bench.startServer('b', false);
  });
  afterAll(() => bench.close());
  afterEach(async () => {
    bench.alice.behaviours.clear();
    await server.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    await eventually('no call is left', async () => (await bench.stores.calls.list()).length === 0);
    for (const under of [bench.one, bench.two])
      await eventually(
        'no leg is left',
        async () => (await server.switch(under.id).snapshot()).legs.length === 0,
      );
    await eventually('Alice’s phone is free', () => bench.alice.calls.every((call) => call.ended));
  });

  const rings = () => eventually('her phone rings', () => bench.alice.calls.findLast((call) => !call.ended));

  it('an agent registered on one switch takes a call that waits on the other', async () => {
    await bench.aliceOn(bench.two);
    const { call, callId } = await bench.carolWaitsOn(bench.one);
    await bench.state(callId, 'queued');
    await server.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    const agentCall = await rings();
    await bench.state(callId, 'talking');
    await hears(call, ALICE_HERTZ);
    await hears(agentCall, CAROL_HERTZ);
    expect(agentCall.invited?.header('X-Kiloline-Call')).toBe(callId);
    expect(agentCall.invited?.header('X-Kiloline-Link')).toBe('');

    await server.rooms.actions.hold(ALICE, callId);
    await hears(call, MUSIC_HERTZ);
    agentCall.media.forget();
    await server.rooms.actions.resume(ALICE, callId);
    await hears(agentCall, CAROL_HERTZ);
    await call.hangUp();
    await eventually('her phone is told', () => agentCall.ended);
    expect((await bench.stores.agents.get(ALICE))?.state).toBe('idle');
  });

  it('she hangs up, and the caller is told', async () => {
    await bench.aliceOn(bench.two);
    await server.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    const { call, callId } = await bench.carolWaitsOn(bench.one);
    const agentCall = await rings();
    await bench.state(callId, 'talking');
    await hears(agentCall, CAROL_HERTZ);
    await agentCall.hangUp();
    await eventually('the caller is told', () => call.ended);
  });

  it('what her phone says of an offer is told through: busy is declined, a caller who leaves ends the ringing', async () => {
    await bench.aliceOn(bench.two);
    bench.alice.behaviours.set('1001', 486);
    await server.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    const { call, callId } = await bench.carolWaitsOn(bench.one);
    await eventually(
      'she does not respond',
      async () => (await bench.stores.agents.get(ALICE))?.presence === 'not-responding',
    );
    expect(await bench.stores.agents.get(ALICE)).toMatchObject({ reason: 'declined', reachable: true });
    await bench.state(callId, 'queued');
    bench.alice.behaviours.set('1001', 'ring');
    await server.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    const agentCall = await rings();
    await call.hangUp();
    await eventually('the ringing ends', () => agentCall.ended);
  });

  it('moves to the switch she registers on next, and her old registration’s end does not count', async () => {
    await bench.aliceOn(bench.two);
    await bench.aliceOn(bench.one);
    await bench.aliceOn(bench.two, 0);
    await server.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    const { call, callId } = await bench.carolWaitsOn(bench.two);
    const agentCall = await rings();
    await bench.state(callId, 'talking');
    await hears(call, ALICE_HERTZ);
    await agentCall.hangUp();
    await eventually('the caller is told', () => call.ended);
    await bench.aliceOn(bench.one, 0);
  });

  it('her page goes away in a talk across the switches: the caller waits again at the head', async () => {
    await bench.aliceOn(bench.two);
    await server.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    const { call, callId } = await bench.carolWaitsOn(bench.one);
    const agentCall = await rings();
    await bench.state(callId, 'talking');
    await bench.aliceOn(bench.two, 0);
    await bench.state(callId, 'queued');
    await eventually('her leg is gone', () => agentCall.ended);
    await call.hangUp();
  });

  it('the first server dies in a talk across the switches: it goes on, and the second ends it', async () => {
    await bench.aliceOn(bench.two);
    await server.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    const { call, callId } = await bench.carolWaitsOn(bench.one);
    const agentCall = await rings();
    await bench.state(callId, 'talking');
    await server.stop();
    server = await bench.startServer('c', false);
    await hears(call, ALICE_HERTZ);
    await hears(agentCall, CAROL_HERTZ);
    await eventually('somebody owns the switch again', async () => {
      await agentCall.hangUp();
      return call.ended;
    });
    expect((await bench.stores.calls.get(callId))?.state).toBe('ended');
  });

  it('nobody calls a softphone through the link without the secret', async () => {
    await bench.aliceOn(bench.two);
    const stranger = await SipParty.open(700);
    const link = bench.two.link ?? { host: '', port: 0 };
    const call = await stranger.call(link, '1001');
    await eventually('he is refused', () => call.status >= 400);
    expect(call.status).toBe(403);
    expect(bench.alice.calls.every((each) => each.ended)).toBe(true);
    stranger.close();
  });
});
