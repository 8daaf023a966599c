import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { LI_NA, Situation } from '../support/situation';
import { bothHear, endsAsOneTalk, hearsAgent, talk } from '../support/talking';

jest.setTimeout(240_000);

/** The microphones that the page has opened, to be unplugged; and a browser that gives out no more of them when told. */
const WATCH_MICROPHONES = `window.__microphones = [];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (asked) => {
    if (window.__refusal) throw new DOMException('', window.__refusal);
    const stream = await ask(asked);
    window.__microphones.push(...stream.getAudioTracks());
    return stream;
  };`;

/** What the browser does to every copy of a device that is gone: its sound ends, and the owner is told. */
const UNPLUG = `for (const track of window.__microphones.splice(0)) {
  track.stop();
  track.dispatchEvent(new Event('ended'));
}`;

requires(
  'chromium',
  'sipp',
  'redis',
)('embedded: an agent’s', () => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const watchedTalk = async () => {
    const desk = await situation.agent('1001');
    await desk.page.addInitScript(WATCH_MICROPHONES);
    await desk.page.reload();
    await desk.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
    await desk.ready();
    return talk(situation, desk);
  };

  it('microphone is unplugged in a call: the default one takes over, and he is told', async () => {
    const both = await watchedTalk();
    await both.desk.page.evaluate(UNPLUG);
    await both.desk.page.locator('[data-testid="voice-warning"][data-warning="stand-in"]').waitFor();
    await bothHear(both);
    await endsAsOneTalk(situation, both);
  });

  it.each([
    ['the only microphone is unplugged', 'NotFoundError', 'lost-missing'],
    ['the browser takes the microphone away', 'NotAllowedError', 'lost-refused'],
  ])('call is left without a voice when %s, until it is there again', async (_, refusal, warning) => {
    const both = await watchedTalk();
    const { page } = both.desk;
    await page.evaluate(`window.__refusal = '${refusal}'; ${UNPLUG}`);
    await page.locator(`[data-testid="voice-warning"][data-warning="${warning}"]`).waitFor();
    both.caller.rtp.forget();
    await eventually('nobody hears him', () => !hearsAgent(both), 5000);
    await page.evaluate('window.__refusal = null');
    await both.desk.click('microphone-reopen');
    await bothHear(both);
    await page
      .locator(`[data-testid="voice-warning"][data-warning="${warning}"]`)
      .waitFor({ state: 'detached' });
    await endsAsOneTalk(situation, both);
  });

  it('page sleeps while he waits: nothing is offered to it, he is told when it wakes, and gets calls again', async () => {
    const desk = await situation.readyAgent('1001');
    const agentsReady = async () => (await situation.queue('general')).agentsReady;
    await eventually('the centre knows that he is ready', async () => (await agentsReady()) === 1, 10_000);
    desk.sleep();
    let caller;
    try {
      await eventually(
        'the centre knows that nobody hears it ring',
        async () => (await agentsReady()) === 0,
        30_000,
      );
      caller = await situation.waitingCaller();
      await eventually(
        'the caller waits',
        async () => (await situation.queue('general')).waiting === 1,
        10_000,
      );
    } finally {
      desk.wake();
    }
    await desk.callState('ringing');
    await desk.page.getByTestId('slept').waitFor({ timeout: 10_000 });
    const [call] = (await situation.api.calls({ number: LI_NA })).items;
    expect(await situation.timeline(call?.callId ?? '')).not.toContain('offer.missed');
    caller.hangUp();
    await caller.ended;
    await situation.isQuiet();
  });

  it('page sleeps in a call and wakes: he talks on', async () => {
    const both = await talk(situation);
    both.desk.sleep();
    both.caller.rtp.forget();
    await eventually('nobody hears him', () => !hearsAgent(both), 10_000);
    both.desk.wake();
    await both.desk.callState('talking');
    await bothHear(both);
    await endsAsOneTalk(situation, both);
  });
});
