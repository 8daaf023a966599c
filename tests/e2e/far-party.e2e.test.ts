import { CallRoomsBench, ALICE, CALLER_HERTZ, FAR_HERTZ } from '../support/call-rooms';
import { FAR_NUMBER, PROMPT_HERTZ } from '../support/call-server';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { askingNumber } from '../support/asking';

onEachSwitch(['redis'], 'a far party', (kind) => {
  const bench = new CallRoomsBench(kind);
  beforeAll(() => bench.open(), 60_000);
  afterAll(() => bench.close(), 30_000);
  afterEach(async () => {
    try {
      await bench.quiet();
    } catch (error) {
      // What one test left must not fail the next.
      await bench.sweep();
      throw error;
    }
  });
  const consulting = async () => {
    const talk = await bench.talk();
    await bench.rooms.actions.consult(ALICE, talk.callId, askingNumber(FAR_NUMBER));
    return talk;
  };

  it('is consulted, and connected with the caller: the agent wraps up, the call goes on until one hangs up', async () => {
    const { call, callId, agentCall } = await consulting();
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await eventually('the caller hears music', () => Math.abs((call.media.tone(150)?.hertz ?? 0) - 330) < 20);
    expect((await bench.rooms.actions.desk(ALICE)).call).toMatchObject({
      state: 'consulting',
      consult: { number: FAR_NUMBER, state: 'answered', failure: null },
    });
    await bench.rooms.actions.completeConsult(ALICE, callId);
    await bench.rooms.actions.completeConsult(ALICE, callId);
    await bench.bridged(callId, 'customer', 'far-party');
    await bench.hears(call, FAR_HERTZ);
    await bench.hears(far, CALLER_HERTZ);
    await eventually('the agent’s leg is over', () => agentCall.ended);
    expect(await bench.agentState()).toBe('wrap-up');
    expect((await bench.rooms.actions.desk(ALICE)).call).toMatchObject({ callId, state: 'connected' });
    await bench.rooms.actions.finishWrapUp(ALICE);
    expect(await bench.call(callId)).toMatchObject({ state: 'connected', agentId: null, lastAgentId: ALICE });
    await far.hangUp();
    await eventually('the caller’s leg is over', () => call.ended);
    expect(await bench.eventTypes(callId)).toEqual(
      expect.arrayContaining([
        'call.consult-started',
        'call.consult-answered',
        'call.connected',
        'call.ended',
      ]),
    );
  });

  it('is let go: agent and caller talk on', async () => {
    const { call, callId } = await consulting();
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await bench.rooms.actions.cancelConsult(ALICE, callId);
    await bench.bridged(callId, 'agent', 'customer');
    await eventually('the far party is released', () => far.ended);
    expect((await bench.rooms.actions.desk(ALICE)).call).toMatchObject({
      state: 'talking',
      consult: { state: 'cancelled', failure: null },
    });
    await call.hangUp();
  });

  it.each([
    ['is busy', 486, 'USER_BUSY'],
    ['refuses', 603, 'CALL_REJECTED'],
  ] as const)('%s: the agent is told, and is back with the caller at once', async (_name, status, cause) => {
    bench.far.behaviours.set(FAR_NUMBER, status);
    const { call, callId } = await consulting();
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    expect((await bench.rooms.actions.desk(ALICE)).call).toMatchObject({
      consult: { state: 'failed', failure: cause },
    });
    await call.hangUp();
  });

  it('hangs up while it is consulted: back with the caller', async () => {
    const { call, callId } = await consulting();
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await far.hangUp();
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('is of no use to a caller who hangs up: all legs are released', async () => {
    bench.far.behaviours.set(FAR_NUMBER, 'ring');
    const { call, callId, agentCall } = await consulting();
    const far = await bench.farCall();
    await call.hangUp();
    await bench.state(callId, 'ended');
    await eventually('both are released', () => far.ended && agentCall.ended);
    expect(await bench.agentState()).toBe('wrap-up');
  });

  it('is released when the agent vanishes: the caller is at the head of the queue', async () => {
    const { call, callId, agentCall } = await consulting();
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await agentCall.hangUp();
    const waiting = await bench.state(callId, 'queued');
    expect(waiting).toMatchObject({ agentId: null, farParty: null });
    await eventually('the far party is released', () => far.ended);
    await call.hangUp();
    await bench.state(callId, 'ended');
    // Lost agents are unreachable until their phones sign on again.
    await bench.alice.register(
      bench.under.agentSide,
      { user: '1001', password: 'secret-1001', domain: bench.under.domain },
      600,
    );
  });

  it('may not be any number', async () => {
    const { call, callId } = await bench.talk();
    await expect(bench.rooms.actions.consult(ALICE, callId, askingNumber('110'))).rejects.toMatchObject({
      code: 'number-not-allowed',
    });
    expect(await bench.call(callId)).toMatchObject({ state: 'talking', farParty: null });
    await call.hangUp();
  });

  describe('that the flow calls', () => {
    it('answers: caller and far party talk until the caller hangs up', async () => {
      const { call, callId } = await bench.callerInMenu();
      await call.press('1');
      const far = await bench.farCall();
      await bench.bridged(callId, 'customer', 'far-party');
      await bench.hears(call, FAR_HERTZ);
      await bench.hears(far, CALLER_HERTZ);
      expect(await bench.call(callId)).toMatchObject({ state: 'connected', agentId: null });
      await call.hangUp();
      await eventually('the far party is released', () => far.ended);
    });

    it('is busy: the flow goes on with the cause', async () => {
      bench.far.behaviours.set(FAR_NUMBER, 486);
      const { call, callId } = await bench.callerInMenu();
      await call.press('1');
      await bench.hears(call, PROMPT_HERTZ.notReached);
      expect(await bench.call(callId)).toMatchObject({ state: 'in-ivr', farParty: { failure: 'USER_BUSY' } });
      await call.hangUp();
    });

    it('rings: the caller hears it, and takes it along when he hangs up', async () => {
      bench.far.behaviours.set(FAR_NUMBER, 'ring');
      const { call, callId } = await bench.callerInMenu();
      await call.press('1');
      const far = await bench.farCall();
      await bench.hears(call, 450);
      expect(await bench.call(callId)).toMatchObject({ state: 'connecting' });
      await call.hangUp();
      await eventually('it stops ringing', () => far.ended);
    });
  });

  describe('back in the flow', () => {
    afterEach(() => {
      bench.surveyShare = 0;
    });

    it.each(['clicks hang-up', 'hangs up his phone'])(
      'when the agent %s the caller is asked',
      async (how) => {
        bench.surveyShare = 1;
        const { call, callId, agentCall } = await bench.talk();
        if (how === 'clicks hang-up') await bench.rooms.actions.hangUp(ALICE, callId);
        else await agentCall.hangUp();
        await bench.hears(call, PROMPT_HERTZ.survey);
        expect(await bench.agentState()).toBe('wrap-up');
        await bench.rooms.actions.setDisposition(ALICE, callId, { dispositionCode: 'resolved', note: '' });
        await call.press('1');
        await eventually('the call is over', () => call.ended);
        expect(await bench.eventTypes(callId)).toEqual(
          expect.arrayContaining(['call.returned', 'ivr.survey-answered', 'disposition.set', 'call.ended']),
        );
      },
    );

    it('by the agent, who lets the machine speak a number', async () => {
      const { call, callId } = await bench.talk();
      await bench.rooms.actions.speak(ALICE, callId, { kind: 'digits', value: '2163330001' });
      await bench.rooms.actions.speakDirectory(ALICE, callId, { number: '2163330001' });
      await bench.hears(call, PROMPT_HERTZ.survey);
      expect(await bench.agentState()).toBe('wrap-up');
      await call.hangUp();
    });
  });

  it('or nobody: a waiting caller is told his place over the music, again and again', async () => {
    bench.comfortS = 1;
    const { call, callId } = await bench.callerInMenu();
    await call.press('0');
    await bench.state(callId, 'queued');
    for (let time = 0; time < 2; time += 1) {
      await bench.hears(call, PROMPT_HERTZ.position);
      await bench.hears(call, 330);
    }
    bench.comfortS = 0;
    await call.hangUp();
  });

  describe('when the server is killed', () => {
    // A parked leg is sent nothing, and FreeSWITCH cannot bridge one from which nothing comes either (seen).
    const answered = (far: Awaited<ReturnType<typeof bench.farCall>>): Promise<void> => {
      far.pickUp();
      far.speak();
      return Promise.resolve();
    };
    const restartedDuring = async (during: () => Promise<unknown>) => {
      await bench.killServer();
      await during();
      await bench.startServer();
    };

    it('while it rings: it is not called twice, and is consulted when it answers', async () => {
      bench.far.behaviours.set(FAR_NUMBER, 'ring');
      const { call, callId } = await consulting();
      const far = await bench.farCall();
      const before = bench.far.calls.length;
      await restartedDuring(() => answered(far));
      await bench.bridged(callId, 'agent', 'far-party');
      expect(bench.far.calls).toHaveLength(before);
      await bench.rooms.actions.cancelConsult(ALICE, callId);
      await bench.bridged(callId, 'agent', 'customer');
      await call.hangUp();
    });

    it('and it is gone meanwhile: agent and caller talk on', async () => {
      const { call, callId } = await consulting();
      const far = await bench.farCall();
      await bench.bridged(callId, 'agent', 'far-party');
      await restartedDuring(() => far.hangUp());
      await bench.bridged(callId, 'agent', 'customer');
      await call.hangUp();
    });

    it('between saying that they are connected and doing it: done', async () => {
      const { call, callId, agentCall } = await consulting();
      await bench.farCall();
      await bench.bridged(callId, 'agent', 'far-party');
      const farLegId = (await bench.call(callId))?.farParty?.legId;
      if (!farLegId) throw new Error('no far leg');
      await restartedDuring(() =>
        bench.stores.calls.connect(callId, { agentId: ALICE, farLegId, wrapUpMs: 60_000 }),
      );
      await bench.bridged(callId, 'customer', 'far-party');
      await eventually('the agent’s leg is over', () => agentCall.ended);
      await call.hangUp();
    });

    it('between giving the caller back to the flow and doing it: done', async () => {
      const { call, callId, agentCall } = await bench.talk();
      const entry = { name: 'afterTalk', variables: {} };
      await restartedDuring(() =>
        bench.stores.calls.returnToFlow(callId, { agentId: ALICE, entry, wrapUpMs: 60_000 }),
      );
      await bench.hears(call, PROMPT_HERTZ.survey);
      await eventually('the agent’s leg is over', () => agentCall.ended);
      await call.hangUp();
    });

    it('while the flow’s number rings, which answers meanwhile: connected', async () => {
      bench.far.behaviours.set(FAR_NUMBER, 'ring');
      const { call, callId } = await bench.callerInMenu();
      await call.press('1');
      const far = await bench.farCall();
      await restartedDuring(() => answered(far));
      await bench.bridged(callId, 'customer', 'far-party');
      await call.hangUp();
    });
  });
});
