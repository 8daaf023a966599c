import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, CALLER_TONE, Situation } from '../support/situation';
import { bothHear, endsAsOneTalk, hearsMusic, talk, type Talk } from '../support/talking';
import { near } from '../support/tone';

jest.setTimeout(240_000);

const AGENT_TONE = AGENT_TONES['1001'] ?? 0;

onEachSwitch(['chromium', 'sipp', 'redis'], 'an agent’s audio is gone in a call', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const endsAsOne = async (both: Talk): Promise<void> => {
    expect(await endsAsOneTalk(situation, both)).toEqual(
      expect.arrayContaining(['call.agent-away', 'call.agent-back']),
    );
  };

  it('by a reload while he talks: he is back in the call by himself', async () => {
    const both = await talk(situation);
    const { desk } = both;
    await desk.page.reload();
    await desk.callState('talking');
    await bothHear(both);
    await endsAsOne(both);
  });

  it('by a reload while he is muted: nobody hears him, until he unmutes himself', async () => {
    const both = await talk(situation);
    const { desk, caller } = both;
    await desk.click('mute');
    await eventually('a muted agent is not heard', () => caller.rtp.tone(300) === null, 5000);
    await desk.page.reload();
    await eventually('the agent hears the caller', async () => near(await desk.hears(), CALLER_TONE), 10_000);
    caller.rtp.forget();
    await eventually('half a second is heard', () => caller.rtp.samples(500).length >= 4000, 5000);
    expect(near(caller.rtp.tone(500), AGENT_TONE)).toBe(false);
    await desk.click('mute');
    await bothHear(both);
    await endsAsOne(both);
  });

  it('by a reload while the caller is on hold: he stays on hold until he resumes', async () => {
    const both = await talk(situation);
    const { desk } = both;
    await desk.click('hold');
    await desk.callState('held');
    await desk.page.reload();
    await desk.callState('held');
    await eventually(
      'his phone is in the call again',
      async () => (await desk.phone())?.call === 'active',
      10_000,
    );
    // A note of the music is the agent's, nearly.
    await eventually('the caller hears music', () => hearsMusic(both));
    await desk.click('resume');
    await bothHear(both);
    await endsAsOne(both);
  });
});
