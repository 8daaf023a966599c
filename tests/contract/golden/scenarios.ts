import { setTimeout as sleep } from 'node:timers/promises';
import { agentId, callId, legId } from '../../../server/contract/ids';
import * as commands from '../../../server/esl/commands';
import { encodePlayId, UNREPORTED } from '../../../server/esl/play-id';
import { MUSIC } from '../../../server/esl/sounds';
import { eventually } from '../../support/eventually';
import { registerOverWebSocket } from '../../support/ws-register';
import type { PartyCall } from '../../support/sip-party';
import type { Stage } from './stage';

/** Names the channels of a scenario for its trace, by uuid. */
export type Cast = Readonly<Record<string, string>>;
export interface Scenario {
  readonly name: string;
  /** @returns the letters the trace uses for the uuids */
  play(stage: Stage): Promise<Cast>;
}

export const GOLDEN_ACCOUNT = { user: '1001', password: 'golden' } as const;
const CALL = callId('11111111-2222-4333-8444-555555555555');

const answer = async (stage: Stage, leg: string): Promise<void> => {
  await stage.send(commands.execute(leg, 'answer', ''));
  await stage.event(leg, 'CHANNEL_ANSWER');
};

async function arriveAnswered(stage: Stage): Promise<{ call: PartyCall; leg: string }> {
  const arrived = await stage.arrive();
  await answer(stage, arrived.leg);
  await stage.event(arrived.leg, 'CHANNEL_EXECUTE_COMPLETE', 6);
  return arrived;
}

async function originate(stage: Stage, number: string, timeoutS = 20): Promise<string> {
  const leg = stage.newLeg();
  await stage.send(
    commands.originateCustomer(
      { legId: legId(leg), callId: CALL, number, callerNumber: '4001000', timeoutS },
      stage.callee.address,
    ),
  );
  return leg;
}

async function answeredOut(stage: Stage, number: string): Promise<{ call: PartyCall; leg: string }> {
  const leg = await originate(stage, number);
  await stage.event(leg, 'CHANNEL_PARK');
  const call = stage.callee.calls.findLast((one) => one.dialed === number);
  if (call === undefined) throw new Error('nobody was called');
  return { call, leg };
}

const file = (stage: Stage, name: string): string => `${stage.addresses.soundsDir}/zh-CN/${name}.wav`;
const playback = (leg: string, argument: string, eventUuid: string, lock = true) =>
  commands.execute(leg, 'playback', argument, { eventUuid, lock });

async function bridgedPair(stage: Stage): Promise<{
  caller: { call: PartyCall; leg: string };
  callee: { call: PartyCall; leg: string };
}> {
  const caller = await arriveAnswered(stage);
  const callee = await answeredOut(stage, '13900000001');
  await stage.send(commands.bridge(caller.leg, callee.leg));
  await eventually('they are bridged', () =>
    stage.events.find(
      (one) =>
        one['Event-Name'] === 'CHANNEL_BRIDGE' &&
        [one['Bridge-A-Unique-ID'], one['Bridge-B-Unique-ID']].includes(caller.leg),
    ),
  );
  await sleep(200);
  return { caller, callee };
}

async function failing(stage: Stage, number: string, behaviour: number | 'ring', timeoutS: number) {
  stage.callee.behaviours.set(number, behaviour);
  const leg = await originate(stage, number, timeoutS);
  await stage.gone([leg]);
  return { A: leg };
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'arrival-cancelled',
    play: async (stage) => {
      const { call, leg } = await stage.arrive();
      await call.hangUp();
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'arrival-refused',
    play: async (stage) => {
      const { leg } = await stage.arrive();
      await stage.send(commands.hangUp(legId(leg), 'USER_BUSY'));
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'answer-and-play',
    play: async (stage) => {
      const { leg } = await arriveAnswered(stage);
      await stage.send(
        commands.setTag(legId(leg), { role: 'customer', callId: CALL, agentId: agentId('1001') }),
      );
      await stage.sendAll([
        playback(leg, file(stage, 'short'), UNREPORTED),
        playback(leg, 'silence_stream://100', UNREPORTED),
        playback(leg, file(stage, 'short'), encodePlayId('list')),
      ]);
      await stage.event(leg, 'CHANNEL_EXECUTE_COMPLETE', 9);
      await stage.send(playback(leg, file(stage, 'no-such-file'), encodePlayId('missing')));
      await stage.event(leg, 'CHANNEL_EXECUTE_COMPLETE', 10);
      await stage.send(commands.hangUp(legId(leg), 'NORMAL_CLEARING'));
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'play-broken-off',
    play: async (stage) => {
      const { call, leg } = await arriveAnswered(stage);
      await stage.send(commands.keepPlayingOnDigits(legId(leg)));
      await stage.sendAll([
        playback(leg, file(stage, 'long'), UNREPORTED),
        playback(leg, file(stage, 'long'), encodePlayId('broken')),
      ]);
      await sleep(300);
      await stage.send(commands.breakPlaying(legId(leg)));
      await stage.event(leg, 'CHANNEL_EXECUTE_COMPLETE', 7);
      await sleep(100);
      await stage.send(playback(leg, file(stage, 'long'), encodePlayId('hung-up')));
      await sleep(200);
      await call.hangUp();
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'play-replaced',
    play: async (stage) => {
      const { leg } = await arriveAnswered(stage);
      await stage.send(playback(leg, file(stage, 'long'), encodePlayId('first')));
      await sleep(300);
      const next = file(stage, 'short');
      await stage.sendAll([
        commands.overlay(leg, next, 2),
        commands.breakPlaying(legId(leg)),
        commands.takeOff(leg, next),
        playback(leg, `${next}@@320`, encodePlayId('second')),
      ]);
      await stage.event(leg, 'CHANNEL_EXECUTE_COMPLETE', 9);
      await stage.send(commands.hangUp(legId(leg), 'NORMAL_CLEARING'));
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'announce-over-music',
    play: async (stage) => {
      const { leg } = await arriveAnswered(stage);
      await stage.send(commands.execute(leg, 'playback', MUSIC, { eventUuid: UNREPORTED }));
      await stage.event(leg, 'CHANNEL_EXECUTE', 8);
      await sleep(200);
      await stage.sendAll([
        playback(leg, file(stage, 'short'), UNREPORTED),
        playback(leg, file(stage, 'short'), UNREPORTED),
      ]);
      await stage.event(leg, 'CHANNEL_EXECUTE_COMPLETE', 8);
      await sleep(100);
      await stage.send(playback(leg, file(stage, 'long'), UNREPORTED));
      await sleep(200);
      await stage.send(commands.breakPlaying(legId(leg)));
      await stage.event(leg, 'CHANNEL_EXECUTE_COMPLETE', 9);
      await sleep(300);
      await stage.send(commands.hangUp(legId(leg), 'NORMAL_CLEARING'));
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'digits',
    play: async (stage) => {
      const { call, leg } = await arriveAnswered(stage);
      await stage.send(commands.keepPlayingOnDigits(legId(leg)));
      await stage.send(playback(leg, 'silence_stream://10000', encodePlayId('listen')));
      await eventually('sound flows', () => call.media.packetsHeard > 5);
      await call.press('1');
      await call.press('#');
      await stage.event(leg, 'DTMF', 2);
      await call.press('5', 'info');
      await stage.event(leg, 'DTMF', 3);
      await stage.send(commands.hangUp(legId(leg), 'NORMAL_CLEARING'));
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'originate-answered',
    play: async (stage) => {
      const { call, leg } = await answeredOut(stage, '13900000001');
      await sleep(200);
      await call.hangUp();
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  { name: 'originate-busy', play: (stage) => failing(stage, '13900000486', 486, 20) },
  { name: 'originate-refused', play: (stage) => failing(stage, '13900000603', 603, 20) },
  { name: 'originate-unknown-number', play: (stage) => failing(stage, '13900000404', 404, 20) },
  { name: 'originate-no-answer', play: (stage) => failing(stage, '13900000180', 'ring', 2) },
  {
    name: 'originate-taken-back',
    play: async (stage) => {
      stage.callee.behaviours.set('13900000181', 'ring');
      const leg = await originate(stage, '13900000181');
      await eventually('it rings', () => stage.callee.calls.at(-1)?.dialed === '13900000181');
      await sleep(200);
      await stage.send(commands.hangUp(legId(leg), 'ORIGINATOR_CANCEL'));
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'originate-nobody-registered',
    play: async (stage) => {
      const leg = stage.newLeg();
      const before = stage.events.length;
      await stage.send(
        commands.originateAgent(
          {
            legId: legId(leg),
            callId: CALL,
            agentId: agentId('1009'),
            sipUser: '1009',
            timeoutS: 10,
            callerNumber: '13800000001',
            autoAnswer: false,
          },
          stage.addresses.domain,
        ),
      );
      await eventually('the job ends', () =>
        stage.events.slice(before).find((one) => one['Event-Name'] === 'BACKGROUND_JOB'),
      );
      await sleep(300);
      return { A: leg };
    },
  },
  {
    name: 'originate-repeated',
    play: async (stage) => {
      const { call, leg } = await answeredOut(stage, '13900000001');
      const before = stage.events.length;
      await stage.send(
        commands.originateCustomer(
          { legId: legId(leg), callId: CALL, number: '13900000001', callerNumber: '4001000', timeoutS: 5 },
          stage.callee.address,
        ),
      );
      await eventually('the second job ends', () =>
        stage.events
          .slice(before)
          .find((one) => one['Event-Name'] === 'BACKGROUND_JOB' && String(one['_body']).startsWith('-ERR')),
      );
      await call.hangUp();
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'bridge-unbridge',
    play: async (stage) => {
      const { caller, callee } = await bridgedPair(stage);
      await stage.send(commands.park(legId(caller.leg)));
      await stage.event(caller.leg, 'CHANNEL_PARK', 2);
      await stage.event(callee.leg, 'CHANNEL_PARK', 2);
      await sleep(100);
      await stage.send(playback(caller.leg, file(stage, 'short'), encodePlayId('after')));
      await eventually('it is heard', () =>
        stage.events.find((one) => one['Application-UUID'] === encodePlayId('after')),
      );
      await sleep(600);
      await stage.send(commands.bridge(caller.leg, callee.leg));
      await sleep(400);
      await callee.call.hangUp();
      await stage.event(caller.leg, 'CHANNEL_PARK', 3);
      await sleep(100);
      await caller.call.hangUp();
      await stage.gone([caller.leg, callee.leg]);
      return { A: caller.leg, B: callee.leg };
    },
  },
  {
    name: 'bridge-out-of-music-caller-leaves',
    play: async (stage) => {
      const caller = await arriveAnswered(stage);
      const callee = await answeredOut(stage, '13900000001');
      await stage.send(commands.execute(caller.leg, 'playback', MUSIC, { eventUuid: UNREPORTED }));
      await sleep(200);
      await stage.send(commands.bridge(caller.leg, callee.leg));
      await sleep(500);
      await caller.call.hangUp();
      await stage.event(callee.leg, 'CHANNEL_PARK', 2);
      await sleep(100);
      await stage.send(commands.hangUp(legId(callee.leg), 'NORMAL_CLEARING'));
      await stage.gone([caller.leg, callee.leg]);
      return { A: caller.leg, B: callee.leg };
    },
  },
  {
    name: 'consultation',
    play: async (stage) => {
      const { caller, callee } = await bridgedPair(stage);
      const third = await answeredOut(stage, '13900000002');
      await stage.send(commands.bridge(callee.leg, third.leg));
      await stage.event(caller.leg, 'CHANNEL_PARK', 2);
      await sleep(300);
      await stage.send(commands.bridge(caller.leg, third.leg));
      await stage.event(callee.leg, 'CHANNEL_PARK', 2);
      await sleep(300);
      for (const leg of [caller.leg, callee.leg, third.leg]) {
        await stage.send(commands.hangUp(legId(leg), 'NORMAL_CLEARING'));
        await sleep(150);
      }
      await stage.gone([caller.leg, callee.leg, third.leg]);
      return { A: caller.leg, B: callee.leg, C: third.leg };
    },
  },
  {
    name: 'fallback',
    play: async (stage) => {
      const { leg } = await arriveAnswered(stage);
      await stage.send(commands.execute(leg, 'playback', MUSIC, { eventUuid: UNREPORTED }));
      await stage.sendAll(commands.armFallback(legId(leg), 1));
      await stage.gone([leg]);
      return { A: leg };
    },
  },
  {
    name: 'register-and-lose',
    play: async (stage) => {
      const before = stage.events.length;
      await registerOverWebSocket({
        url: stage.addresses.wsUrl,
        domain: stage.addresses.domain,
        ...GOLDEN_ACCOUNT,
      });
      await eventually('it is unregistered', () =>
        stage.events.slice(before).find((one) => one['Event-Subclass'] === 'sofia::unregister'),
      );
      return {};
    },
  },
  {
    name: 'heartbeat',
    play: async (stage) => {
      const before = stage.events.length;
      await eventually(
        'the heart beats',
        () => stage.events.slice(before).find((one) => one['Event-Name'] === 'HEARTBEAT'),
        8000,
      );
      return { heartbeat: 'shown' };
    },
  },
];
