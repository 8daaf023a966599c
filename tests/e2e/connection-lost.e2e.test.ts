import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { LI_NA, Situation } from '../support/situation';
import { bothHear, endsAsOneTalk, hearsMusic, talk } from '../support/talking';

jest.setTimeout(240_000);

/** Remembers every WebSocket of the page, so that one can be lost alone, and the desk’s be kept from coming back. */
const REMEMBER_SOCKETS = `window.__sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(url, ...more) {
      super(window.__noDesk && String(url).includes('/api/v1/events') ? 'ws://127.0.0.1:9/' : url, ...more);
      window.__sockets.push(this);
    }
  };`;

interface Cut {
  readonly what: string;
  readonly lose: (desk: DeskPage) => Promise<unknown>;
  readonly mend: (desk: DeskPage) => Promise<unknown>;
}

const loseSockets = (desk: DeskPage, isDesk: boolean) =>
  desk.page.evaluate(`for (const socket of window.__sockets.splice(0))
    if (socket.url.includes('/api/v1/events') === ${isDesk}) socket.close(); else window.__sockets.push(socket)`);
const registered = (desk: DeskPage) => desk.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
const link = (desk: DeskPage, state: string) =>
  desk.page.locator(`[data-testid="link-state"][data-state="${state}"]`).waitFor({ timeout: 15_000 });
const heardByDesk = async (desk: DeskPage): Promise<void> => {
  await link(desk, 'up');
  await registered(desk);
};

const network: Cut = {
  what: 'the network of his computer',
  lose: async (desk) => {
    await desk.page.context().setOffline(true);
    await link(desk, 'reconnecting');
  },
  mend: async (desk) => {
    await desk.page.context().setOffline(false);
    await heardByDesk(desk);
  },
};
const phoneSocket: Cut = {
  what: 'the WebSocket of his phone',
  lose: (desk) => loseSockets(desk, false),
  mend: registered,
};
const deskSocket: Cut = {
  what: 'the WebSocket of his desk',
  lose: (desk) => loseSockets(desk, true),
  mend: heardByDesk,
};

onEachSwitch(['chromium', 'sipp', 'redis'], 'an agent loses', (kind) => {
  let situation: Situation;
  /** One for all: a browser and a login cost more than what is done with them. */
  let his: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    his = await situation.agent('1001');
    await his.page.addInitScript(REMEMBER_SOCKETS);
    await his.page.reload();
    await registered(his);
  });
  afterEach(() => situation.clearPhones());
  afterAll(() => situation.stop());

  const readyDesk = async (): Promise<DeskPage> => {
    await his.ready();
    return his;
  };

  describe.each([network, phoneSocket, deskSocket])('$what', ({ what, lose, mend }) => {
    it('while it rings: he answers as soon as he has it again', async () => {
      const desk = await readyDesk();
      const caller = await situation.waitingCaller();
      await desk.callState('ringing');
      await lose(desk);
      await mend(desk);
      await desk.page.locator('[data-testid=answer]:not([disabled])').click({ timeout: 25_000 });
      await desk.callState('talking');
      await bothHear({ desk, caller });
      await endsAsOneTalk(situation, { desk, caller });
    });

    it('while he talks: the talk goes on', async () => {
      const both = await talk(situation, await readyDesk());
      await lose(both.desk);
      await mend(both.desk);
      await both.desk.callState('talking');
      await bothHear(both);
      await endsAsOneTalk(situation, both);
    });

    it('while the caller is on hold: she stays there until he resumes', async () => {
      const both = await talk(situation, await readyDesk());
      const { desk } = both;
      await desk.click('hold');
      await desk.callState('held');
      await lose(desk);
      await mend(desk);
      await desk.callState('held');
      both.caller.rtp.forget();
      await eventually('the caller hears music', () => hearsMusic(both), 10_000);
      await desk.click('resume');
      await desk.callState('talking');
      await bothHear(both);
      await endsAsOneTalk(situation, both);
    });

    it('while he wraps up: what he wrote and writes is kept and handed in', async () => {
      const { desk, caller } = await talk(situation, await readyDesk());
      caller.hangUp();
      expect(await caller.ended).toBe(0);
      await desk.page.getByTestId('wrap-up-finish').waitFor({ timeout: 10_000 });
      await desk.page.getByTestId('wrap-up-note').fill('written before');
      await lose(desk);
      await desk.page.getByTestId('wrap-up-note').fill(`written before and after ${what} was lost`);
      await mend(desk);
      await desk.click('disposition-resolved');
      await desk.click('wrap-up-finish');
      await desk.page.locator('[data-testid="agent-state"][data-state="idle"]').waitFor({ timeout: 10_000 });
      const note = `written before and after ${what} was lost`;
      const record = await situation.record('what he wrote', LI_NA, (call) => call.note === note);
      expect(record.dispositionCode).toBe('resolved');
      await situation.isQuiet();
    });
  });

  it('the WebSocket of his phone in the moment he answers: the call is his all the same', async () => {
    const desk = await readyDesk();
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await desk.page.locator('[data-testid=answer]:not([disabled])').waitFor();
    await desk.page.evaluate(`document.querySelector('[data-testid=answer]').click();
      for (const socket of window.__sockets) if (!socket.url.includes('/api/v1/events')) socket.close()`);
    await bothHear({ desk, caller });
    await endsAsOneTalk(situation, { desk, caller });
  });

  it('the WebSocket of his desk, and the caller hangs up meanwhile: he wraps up', async () => {
    const { desk, caller } = await talk(situation, await readyDesk());
    await desk.page.evaluate('window.__noDesk = true');
    await loseSockets(desk, true);
    await link(desk, 'reconnecting');
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await eventually('his phone is idle', async () => (await desk.phone())?.call === 'none', 10_000);
    await desk.page.evaluate('window.__noDesk = false');
    await desk.page.getByTestId('wrap-up-finish').click({ timeout: 25_000 });
    await situation.isQuiet();
  });
});
