import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordingFileName } from '../../../server/calls/switch';
import type { LegId } from '../../../server/contract/ids';
import { eventually } from '../../support/eventually';
import { SipParty, type PartyCall } from '../../support/sip-party';
import { MUSIC_HERTZ } from '../../support/switch-under-test';
import { shareOfTone } from '../../support/tone';
import { wavChannels } from '../../support/wav-channels';
import { CALLEE_HERTZ, CALLER_HERTZ, describeSwitch, newLeg, sound } from './suite';

const AGENT_HERTZ = 2600;

interface Party {
  readonly leg: LegId;
  readonly call: PartyCall;
  readonly hertz: number;
}

/** A talk of three: caller and agent are bridged, and whom the agent has rung joins them. */
describeSwitch('joining a talk', (bench) => {
  let agents: SipParty;
  beforeAll(async () => {
    agents = await SipParty.open(AGENT_HERTZ);
  });
  afterAll(() => {
    agents.close();
  });

  const anAgent = async (): Promise<Party> => ({ ...(await bench.arrive(true, agents)), hertz: AGENT_HERTZ });
  const parties = async () => ({
    caller: { ...(await bench.arrive()), hertz: CALLER_HERTZ },
    agent: await anAgent(),
    far: { ...(await bench.answeredOut('13900000001')), hertz: CALLEE_HERTZ },
  });
  const ofThree = async () => {
    const all = await parties();
    await bench.switch.bridge(all.caller.leg, all.agent.leg);
    await bench.switch.join(all.far.leg, all.caller.leg);
    await hearEachOther(all.caller, all.agent, all.far);
    return all;
  };
  const share = ({ call }: Party, hertz: number) => shareOfTone(call.media.samples(200), 8000, hertz);
  /** Each of them hears all the others, and nobody hears himself. */
  const hearEachOther = (...together: readonly Party[]) =>
    eventually(`${together.length} hear each other`, () =>
      together.every((who) =>
        together.every((other) =>
          other === who ? share(who, who.hertz) < 0.02 : share(who, other.hertz) > 0.1,
        ),
      ),
    );
  const hearsOnly = (who: Party, hertz: number) =>
    eventually(`only ${hertz} Hz is heard`, () => share(who, hertz) > 0.9);
  const end = async (...those: readonly Party[]) => {
    for (const { leg } of those) await bench.switch.hangUp(leg);
    for (const { leg } of those) await bench.event('hung-up', leg);
  };

  it('lets three hear each other, out of music, and is known to a snapshot', async () => {
    const { caller, agent, far } = await parties();
    await bench.switch.bridge(agent.leg, far.leg);
    await hearEachOther(agent, far);
    // As an agent does who comes back to his caller while the other one waits.
    await bench.switch.bridge(caller.leg, agent.leg);
    await bench.switch.playMusic(far.leg);
    await hearsOnly(far, MUSIC_HERTZ);
    await bench.switch.join(far.leg, caller.leg);
    await hearEachOther(caller, agent, far);
    const standing = await bench.switch.look([caller.leg, agent.leg, far.leg]);
    expect(standing.map(({ bridgedTo, joinedTo }) => ({ bridgedTo, joinedTo }))).toEqual([
      { bridgedTo: agent.leg, joinedTo: null },
      { bridgedTo: caller.leg, joinedTo: null },
      { bridgedTo: null, joinedTo: caller.leg },
    ]);
    await end(caller, agent, far);
  });

  it('does so directly after the agent was taken from whom he rang', async () => {
    const { caller, agent, far } = await parties();
    for (let round = 1; round <= 5; round += 1) {
      await bench.switch.bridge(agent.leg, far.leg);
      await hearEachOther(agent, far);
      await bench.switch.unbridge(agent.leg);
      await bench.switch.bridge(caller.leg, agent.leg);
      await bench.switch.join(far.leg, caller.leg);
      await hearEachOther(caller, agent, far);
    }
    await end(caller, agent, far);
  });

  it('keeps the three of them in one recording of the caller’s leg', async () => {
    const { caller, agent, far } = await ofThree();
    const id = randomUUID();
    await bench.switch.startRecording(caller.leg, { recordingId: id, maxS: 30, stereo: true });
    await sleep(1500);
    await bench.switch.stopRecording(caller.leg, id);
    await eventually('it is written', () =>
      bench.all('recording-finished', caller.leg).some(({ recordingId }) => recordingId === id),
    );
    const channels = wavChannels(join(bench.under.recordingsDir, recordingFileName(id)));
    const has = (hertz: number) =>
      Math.max(...channels.map((side) => shareOfTone(side.subarray(4000, 8000), 8000, hertz)));
    for (const { hertz } of [caller, agent, far]) expect([hertz, has(hertz) > 0.1]).toEqual([hertz, true]);
    await end(caller, agent, far);
  });

  it('goes on with another leg of the agent, and with the caller alone meanwhile', async () => {
    const { caller, agent, far } = await ofThree();
    await end(agent);
    await hearEachOther(caller, far);
    const again = await anAgent();
    await bench.switch.bridge(caller.leg, again.leg);
    await hearEachOther(caller, again, far);
    await end(caller, again, far);
  });

  it('is left again, and joined again', async () => {
    const { caller, agent, far } = await ofThree();
    // Its music is told before, so that it hears no silence when nobody is there to go on.
    await bench.switch.stopPlaying(far.leg);
    await bench.switch.playMusic(far.leg);
    await bench.switch.leave(far.leg);
    await hearsOnly(far, MUSIC_HERTZ);
    await hearEachOther(caller, agent);
    // Who has left has nothing to leave, and can join all the same.
    await bench.switch.leave(far.leg);
    await bench.switch.join(far.leg, caller.leg);
    await hearEachOther(caller, agent, far);
    await sleep(300);
    await hearEachOther(caller, agent, far);
    await end(caller, agent, far);
  });

  it('ends with a bridge of whoever joined: with the agent, or with the caller', async () => {
    const { caller, agent, far } = await ofThree();
    await bench.switch.bridge(agent.leg, far.leg);
    await bench.switch.playMusic(caller.leg);
    await hearEachOther(agent, far);
    await hearsOnly(caller, MUSIC_HERTZ);
    await bench.switch.unbridge(agent.leg);
    await bench.switch.bridge(caller.leg, agent.leg);
    await bench.switch.join(far.leg, caller.leg);
    await hearEachOther(caller, agent, far);
    await bench.switch.bridge(caller.leg, far.leg);
    await bench.switch.hangUp(agent.leg);
    await hearEachOther(caller, far);
    await end(caller, far);
  });

  it('leaves two talking when whoever joined hangs up', async () => {
    const { caller, agent, far } = await ofThree();
    await far.call.hangUp();
    expect(await bench.event('hung-up', far.leg)).toMatchObject({ by: 'party' });
    await hearEachOther(caller, agent);
    await end(caller, agent);
  });

  it('leaves a leg that can be commanded when the caller hangs up', async () => {
    const { caller, agent, far } = await ofThree();
    await caller.call.hangUp();
    await bench.event('hung-up', caller.leg);
    await bench.switch.play(far.leg, 'alone', [sound('short')]);
    await bench.event('play-finished', far.leg);
    await end(agent, far);
  });

  it('refuses a talk that is over', async () => {
    const { leg } = await bench.arrive();
    await expect(bench.switch.join(leg, newLeg())).rejects.toMatchObject({ code: 'switch-refused' });
    await bench.switch.hangUp(leg);
  });

  describe('the ears of a supervisor', () => {
    /** Somebody whose voice is not everybody's listens on the agent's leg. */
    const supervised = async () => {
      const { caller, agent, far: supervisor } = await parties();
      await bench.switch.bridge(caller.leg, agent.leg);
      await hearEachOther(caller, agent);
      return { caller, agent, supervisor };
    };
    type Ears = Readonly<Record<'caller' | 'agent' | 'supervisor', readonly number[]>>;
    const [OF_CALLER, OF_AGENT, OF_SUPERVISOR] = [CALLER_HERTZ, AGENT_HERTZ, CALLEE_HERTZ];
    const LISTENS: Ears = { caller: [OF_AGENT], agent: [OF_CALLER], supervisor: [OF_CALLER, OF_AGENT] };
    const WHISPERS: Ears = { ...LISTENS, agent: [OF_CALLER, OF_SUPERVISOR] };
    const BARGES: Ears = { ...WHISPERS, caller: [OF_AGENT, OF_SUPERVISOR] };
    const hears = (who: Party) =>
      [OF_CALLER, OF_AGENT, OF_SUPERVISOR].filter((hertz) => share(who, hertz) > 0.1);
    const allHear = (all: Readonly<Record<keyof Ears, Party>>, ears: Ears) =>
      eventually(`${JSON.stringify(ears)} is heard`, () =>
        Object.entries(ears).every(
          ([who, expected]) => String(hears(all[who as keyof Ears])) === String(expected),
        ),
      );

    it('listens unheard, whispers to the agent alone, and barges in, switched live', async () => {
      const all = await supervised();
      const { caller, agent, supervisor } = all;
      for (const [voice, ears] of [
        ['none', LISTENS],
        ['whisper', WHISPERS],
        ['all', BARGES],
        ['none', LISTENS],
      ] as const) {
        await bench.switch.join(supervisor.leg, agent.leg, voice);
        await allHear(all, ears);
      }
      await bench.switch.leave(supervisor.leg);
      await bench.switch.join(supervisor.leg, agent.leg, 'whisper');
      await allHear(all, WHISPERS);
      await end(caller, agent, supervisor);
    });

    it('has the voice that was told last, also when it was told at once', async () => {
      const all = await supervised();
      const { caller, agent, supervisor } = all;
      await bench.switch.join(supervisor.leg, agent.leg, 'all');
      await bench.switch.join(supervisor.leg, agent.leg, 'none');
      await allHear(all, LISTENS);
      // It left once and for all: no second one waits in the leg's queue.
      await bench.switch.leave(supervisor.leg);
      await bench.switch.playMusic(supervisor.leg);
      await hearsOnly(supervisor, MUSIC_HERTZ);
      await sleep(300);
      await hearsOnly(supervisor, MUSIC_HERTZ);
      await end(caller, agent, supervisor);
    });

    it('is never heard while it listens, and by the caller neither while it whispers', async () => {
      const { caller, agent, supervisor } = await supervised();
      const heard = { caller: false, agent: false };
      caller.call.media.forget();
      agent.call.media.forget();
      await bench.switch.join(supervisor.leg, agent.leg, 'none');
      await sleep(600);
      for (const [who, party] of Object.entries({ caller, agent }))
        heard[who as 'caller' | 'agent'] =
          shareOfTone(party.call.media.samples(600), 8000, OF_SUPERVISOR) > 0.001;
      expect(heard).toEqual({ caller: false, agent: false });
      await bench.switch.join(supervisor.leg, agent.leg, 'whisper');
      await sleep(600);
      expect(shareOfTone(caller.call.media.samples(600), 8000, OF_SUPERVISOR)).toBeLessThan(0.001);
      await end(caller, agent, supervisor);
    });

    it('leaves no whisper in the recording of the caller’s leg', async () => {
      const all = await supervised();
      const { caller, agent, supervisor } = all;
      await bench.switch.join(supervisor.leg, agent.leg, 'whisper');
      await allHear(all, WHISPERS);
      const id = randomUUID();
      await bench.switch.startRecording(caller.leg, { recordingId: id, maxS: 30, stereo: true });
      await sleep(1500);
      await bench.switch.stopRecording(caller.leg, id);
      await eventually('it is written', () =>
        bench.all('recording-finished', caller.leg).some(({ recordingId }) => recordingId === id),
      );
      const channels = wavChannels(join(bench.under.recordingsDir, recordingFileName(id)));
      const shares = (hertz: number) =>
        channels.map((side) => shareOfTone(side.subarray(4000, 8000), 8000, hertz));
      expect(shares(OF_SUPERVISOR).every((share) => share < 0.001)).toBe(true);
      expect(shares(OF_CALLER)[0]).toBeGreaterThan(0.5);
      expect(shares(OF_AGENT)[1]).toBeGreaterThan(0.5);
      await end(caller, agent, supervisor);
    });

    it('leaves a talk that is over, and hears the next one', async () => {
      const all = await supervised();
      const { caller, agent, supervisor } = all;
      await bench.switch.join(supervisor.leg, agent.leg, 'none');
      await allHear(all, LISTENS);
      await end(agent);
      await sleep(200);
      await bench.switch.leave(supervisor.leg);
      await sleep(200);
      const again = await anAgent();
      await bench.switch.bridge(caller.leg, again.leg);
      await bench.switch.join(supervisor.leg, again.leg, 'none');
      await sleep(500);
      await allHear({ caller, agent: again, supervisor }, LISTENS);
      await end(caller, again, supervisor);
    });

    it('hears whom the agent talks with next, and can follow him to another leg', async () => {
      const all = await supervised();
      const { caller, agent, supervisor } = all;
      await bench.switch.join(supervisor.leg, agent.leg, 'none');
      await allHear(all, LISTENS);
      await end(agent);
      const again = await anAgent();
      await bench.switch.bridge(caller.leg, again.leg);
      await bench.switch.join(supervisor.leg, again.leg, 'none');
      await allHear({ caller, agent: again, supervisor }, LISTENS);
      await end(caller, again, supervisor);
    });
  });
});
