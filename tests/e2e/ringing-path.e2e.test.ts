import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { Situation } from '../support/situation';
import { bothHear, endsAsOneTalk, hearsMusic } from '../support/talking';

jest.setTimeout(120_000);

/** Longer than a leg lives that sends nothing (media_timeout): a muted microphone sends silence. */
const LONG_MS = 10_000;

/** Every connection of the page, to be looked at later. */
const REMEMBER_CONNECTIONS = `window.__connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration) {
      super(configuration);
      window.__connections.push(this);
    }
  };`;

interface PathState {
  readonly connection: string;
  /** Whether what the microphone gives is sent; null: the track is stopped. */
  readonly speaks: boolean | null;
  readonly isPlayed: boolean;
}

const paths = (desk: DeskPage): Promise<readonly PathState[]> =>
  desk.page.evaluate(`window.__connections.map((each) => {
    const track = each.getSenders()[0]?.track;
    return {
      connection: each.connectionState,
      speaks: track && track.readyState === 'live' ? track.enabled : null,
      isPlayed: window.__kiloline.remoteStream() !== null,
    };
  })`);

onEachSwitch(['chromium', 'sipp', 'redis'], 'while it rings', (kind) => {
  describe.each(['his path is built', 'his leg stands'])('and %s', (how) => {
    let situation: Situation;

    beforeAll(async () => {
      situation = await Situation.start({ kind });
      if (how === 'his leg stands') await situation.addQueueRule('standingLeg: true');
    });
    afterEach(() => situation.clear());
    afterAll(() => situation.stop());

    async function ringing() {
      const desk = await situation.agent('1001');
      await desk.page.addInitScript(REMEMBER_CONNECTIONS);
      await desk.page.reload();
      await desk.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
      await desk.ready();
      // Of the check before Ready.
      await desk.page.evaluate('window.__connections = []');
      const caller = await situation.waitingCaller();
      await desk.callState('ringing');
      await eventually(
        'the path is there before the answer',
        async () => (await paths(desk))[0]?.connection === 'connected',
        10_000,
      );
      return { desk, caller };
    }

    it('his path is built, he is not heard and hears nobody; from his answer on both hear each other', async () => {
      const both = await ringing();
      expect(await paths(both.desk)).toEqual([{ connection: 'connected', speaks: false, isPlayed: false }]);
      const since = Date.now();
      both.caller.rtp.forget();
      await eventually('the caller hears music', () => hearsMusic(both), 10_000);
      await eventually('it rings for long', () => Date.now() - since > LONG_MS, LONG_MS + 1000);
      await both.desk.callState('ringing');
      await both.desk.click('answer');
      await both.desk.callState('talking');
      await bothHear(both);
      expect(await paths(both.desk)).toEqual([{ connection: 'connected', speaks: true, isPlayed: true }]);
      await endsAsOneTalk(situation, both);
    });

    it.each(['he declines', 'the caller hangs up'])('and %s: path and microphone are let go', async (who) => {
      const { desk, caller } = await ringing();
      if (who === 'he declines') await desk.click('decline');
      else caller.hangUp();
      await eventually(
        'the path is closed',
        async () => (await paths(desk)).every((path) => path.connection === 'closed' && path.speaks === null),
        10_000,
      );
      if (who === 'he declines') caller.hangUp();
      await caller.ended;
      await situation.isQuiet();
    });
  });
});
