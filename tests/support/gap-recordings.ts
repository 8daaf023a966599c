import { ALICE } from './call-rooms';
import { PROMPT_HERTZ } from './call-server';
import { eventually } from './eventually';
import type { GapHouse } from './gap-house';
import { gapScenarios, type GapScenario } from './gap-scenarios';
import { recordingEvents, TalkFile } from './talk-file';

const begun = gapScenarios.find(({ name }) => name === 'he asks for an agent who is there');
if (begun === undefined) throw new Error('there is no such scenario');

const files = new WeakMap<GapHouse, TalkFile>();

async function recordedTalk(house: GapHouse): Promise<void> {
  house.bench.queue = { recording: 'always' };
  await house.talking();
  files.set(house, await TalkFile.of(house.bench, house.callId));
}

const pausedTalk = async (house: GapHouse): Promise<void> => {
  await recordedTalk(house);
  await house.actions.changeRecording(ALICE, house.callId, 'pause');
};

const change = (action: 'pause' | 'resume') => (house: GapHouse) =>
  house.actions.changeRecording(ALICE, house.callId, action);

/** Whatever server it was: from now on the caller is heard in the file, or silence. */
const records = (state: 'on' | 'paused') => async (house: GapHouse) => {
  const file = files.get(house) ?? (await TalkFile.of(house.bench, house.callId));
  if ((await house.bench.call(house.callId))?.recording?.state !== state) throw new Error(`not ${state}`);
  await file.goesOn(100);
  const part = await file.goesOn(400);
  await house.call.hangUp();
  await fileIsClosed(house);
  const isSilent = file.loudest('left', part) === 0;
  if (isSilent !== (state === 'paused'))
    throw new Error(`${state}, and it is ${isSilent ? 'silent' : 'heard'}`);
};

const fileIsClosed = (house: GapHouse): Promise<unknown> =>
  eventually('the file is closed', async () =>
    (await recordingEvents(house.bench, house.callId)).some(({ type }) => type.endsWith('-finished')),
  );

/** The recording of a talk, begun, paused, going on and stopped. */
export const recordingGaps: readonly GapScenario[] = [
  {
    name: 'a talk that is recorded begins',
    gaps: [...begun.gaps, 'startRecording caller'],
    arrange: async (house) => {
      house.bench.queue = { recording: 'always' };
      files.delete(house);
      await begun.arrange(house);
    },
    act: begun.act,
    right: async (house) => {
      await begun.right(house);
      await records('on')(house);
    },
  },
  {
    name: 'its recording is paused',
    gaps: ['maskRecording caller'],
    arrange: recordedTalk,
    act: change('pause'),
    right: records('paused'),
  },
  {
    name: 'its recording goes on',
    gaps: ['unmaskRecording caller'],
    arrange: pausedTalk,
    act: change('resume'),
    right: records('on'),
  },
  {
    name: 'he is asked how it was, which is not recorded',
    gaps: ['stopRecording caller', 'unbridge caller', 'armFallback caller', 'play caller', 'hangUp agent'],
    arrange: async (house) => {
      house.bench.surveyShare = 1;
      await recordedTalk(house);
    },
    act: (house) => house.actions.hangUp(ALICE, house.callId),
    right: async (house) => {
      await house.bench.hears(house.call, PROMPT_HERTZ.survey);
      await eventually('the agent’s leg is over', () => house.agentCall.ended);
      await house.call.hangUp();
      await house.bench.state(house.callId, 'ended');
      if (files.get(house)?.holds('right', PROMPT_HERTZ.survey) !== false)
        throw new Error('the question was recorded');
    },
  },
];
