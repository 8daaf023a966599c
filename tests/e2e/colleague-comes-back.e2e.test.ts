import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(240_000);

onEachSwitch(
  ['chromium', 'sipp', 'redis'],
  'the audio of one of two colleagues is gone in their call',
  (kind) => {
    let situation: Situation;
    let alice: DeskPage;
    let bob: DeskPage;

    beforeAll(async () => {
      situation = await Situation.start({ kind, env: { AGENT_AWAY_S: '8' } });
      alice = await situation.agent('1001');
      bob = await situation.agent('1002');
    }, 180_000);
    afterAll(() => situation.stop());
    afterEach(() => situation.isQuiet());

    const hears = (desk: DeskPage, other: string) =>
      eventually(`${other} is heard`, async () => near(await desk.hears(), AGENT_TONES[other] ?? 0), 15_000);
    const hearEachOther = async () => {
      await hears(alice, '1002');
      await hears(bob, '1001');
    };
    const isIdle = (desk: DeskPage) =>
      desk.page
        .locator('[data-testid="agent-state"][data-state="idle"]')
        .first()
        .waitFor({ timeout: 15_000 });
    const answered = async () => {
      await bob.callState('ringing');
      await bob.click('answer');
      await alice.callState('talking');
      await bob.callState('asked');
      await hearEachOther();
    };
    const talking = async () => {
      await bob.ready();
      await alice.page.getByTestId('dial-input').fill('1002');
      await alice.click('dial-submit');
      await answered();
    };
    const hangsUp = async (desk: DeskPage) => {
      await desk.click('hang-up');
      await isIdle(alice);
      await isIdle(bob);
    };
    /** What the newest call says of who was away and who came back. */
    const told = async () => {
      const [newest] = (await situation.api.calls({ number: '1002' })).items;
      const { timeline } = await situation.api.call(newest?.callId ?? '');
      return timeline
        .filter(({ type }) => /^call\.agent-/.test(type))
        .map(({ type, agentId }) => [type, agentId]);
    };

    it('by a reload of who was called: he is back in it by himself, and so is who called', async () => {
      await talking();
      await bob.page.reload();
      await bob.callState('asked');
      await hearEachOther();
      await alice.page.reload();
      await alice.callState('talking');
      await hearEachOther();
      // As before: he can hang up, and owes nothing.
      await hangsUp(bob);
      await eventually(
        'the record tells of both',
        async () =>
          JSON.stringify(await told()) ===
          JSON.stringify([
            ['call.agent-away', '1002'],
            ['call.agent-back', '1002'],
            ['call.agent-away', '1001'],
            ['call.agent-back', '1001'],
          ]),
        10_000,
      );
    });

    it('by a reload of who was put on hold: he hears music again until he is talked with', async () => {
      await talking();
      await alice.click('hold');
      await alice.callState('held');
      await bob.page.reload();
      await bob.callState('asked');
      const isMusic = async () => {
        const heard = await bob.hears();
        return heard !== null && !near(heard, AGENT_TONES['1001'] ?? 0);
      };
      await eventually('he hears music', isMusic, 15_000);
      await alice.callState('held');
      await alice.click('resume');
      await hearEachOther();
      await hangsUp(alice);
    });

    it('for good: who is left is told while he waits and why it ended, and calls again with a click', async () => {
      await talking();
      await bob.close();
      await alice.page.getByTestId('colleague-away').waitFor({ timeout: 10_000 });
      await eventually(
        'she hears something, and not him',
        async () => {
          const heard = await alice.hears();
          return heard !== null && !near(heard, AGENT_TONES['1002'] ?? 0);
        },
        7000,
      );
      expect(await alice.page.getByTestId('hold').isDisabled()).toBe(true);
      const why = alice.page.locator('[data-testid="call-failure"][data-reason="AGENT_LOST"]');
      await why.waitFor({ timeout: 20_000 });
      expect(await why.innerText()).toContain('1002');
      await alice.screenshot('colleague-did-not-come-back');
      await isIdle(alice);
      bob = await situation.agent('1002');
      await bob.ready();
      await alice.click('call-again');
      await answered();
      await hangsUp(alice);
      expect(await why.count()).toBe(0);
    });
  },
);
