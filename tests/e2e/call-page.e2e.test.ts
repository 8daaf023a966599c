import type { GuestCallAccount } from '../../server/contract/rest';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { GuestPage, type GuestOptions } from '../support/guest-page';
import { AGENT_TONES, Situation } from '../support/situation';
import { near } from '../support/tone';
import { inviteOverWebSocket, registerOverWebSocket } from '../support/ws-register';

jest.setTimeout(240_000);

const KEY = 'key-of-the-call-page';
const GUEST_TONE = 880;
const PHONE_SIZE = { width: 390, height: 780 };

onEachSwitch(['chromium', 'sipp', 'redis'], 'the page /call', (kind) => {
  let situation: Situation;
  const guests: GuestPage[] = [];

  const open = async (options: Partial<GuestOptions> = {}): Promise<GuestPage> => {
    const { url: baseUrl, dir } = situation.centre;
    const guest = await GuestPage.open({ baseUrl, dir, key: KEY, tone: GUEST_TONE, ...options });
    guests.push(guest);
    return guest;
  };
  const newestCall = async () => (await situation.api.calls()).items[0] ?? null;
  const account = async (): Promise<GuestCallAccount & { url: string }> => {
    const response = await situation.api.send('POST', '/guest-calls', { key: KEY });
    const made = (await response.json()) as GuestCallAccount;
    return { ...made, url: made.webSocketUrl };
  };

  beforeAll(async () => {
    situation = await Situation.start({ kind, env: { CALL_PAGE_KEY: KEY } });
  });
  afterEach(async () => {
    for (const guest of guests.splice(0)) await guest.close();
    await situation.clear();
  });
  afterAll(() => situation.stop());

  it('lets Carol phone from her browser, answer the menu and talk with an agent', async () => {
    const desk = await situation.readyAgent('1001');
    const carol = await open({ viewport: PHONE_SIZE });
    await carol.screenshot('call-idle');
    await carol.call('Carol 李');
    await carol.callState('talking');
    await eventually('she hears the welcome', async () => (await carol.hears()) !== null, 15_000);
    await carol.screenshot('call-menu');
    await carol.click('keypad-0');

    await desk.callState('ringing');
    expect(await desk.page.innerText('body')).toContain('Carol 李');
    await desk.screenshot('call-ringing');
    await desk.click('answer');
    await desk.callState('talking');
    const agentTone = AGENT_TONES['1001'] ?? 0;
    await eventually('the agent hears her', async () => near(await desk.hears(), GUEST_TONE), 20_000);
    await eventually('she hears the agent', async () => near(await carol.hears(), agentTone), 20_000);
    await carol.screenshot('call-talking');

    await carol.click('mute');
    await eventually('muted, she is not heard', async () => (await desk.hears()) === null, 10_000);
    await carol.click('mute');
    await eventually('she is heard again', async () => near(await desk.hears(), GUEST_TONE), 10_000);

    await desk.click('hang-up');
    // She is asked how satisfied she was, and answers; thanks and goodbye follow.
    await eventually('she hears the question', async () => {
      const heard = await carol.hears();
      return heard !== null && !near(heard, agentTone);
    });
    await carol.click('keypad-5');
    expect(await carol.endReason()).toBe('hung-up');
    await carol.screenshot('call-ended');
    const record = await eventually(
      'the record is complete',
      async () => {
        const call = await newestCall();
        return call?.endedAt != null && call.agentId === '1001' ? call : null;
      },
      10_000,
    );
    expect(record).toMatchObject({
      direction: 'inbound',
      callerNumber: '',
      customerId: null,
      dialedNumber: '1000',
      queueId: 'general',
      outcome: 'answered',
    });
    expect(carol.complaints).toEqual([]);
    await situation.isQuiet();
  });

  it('hangs up when she does, and when she closes the page', async () => {
    const carol = await open();
    await carol.call();
    await carol.callState('talking');
    await carol.click('hang-up');
    expect(await carol.endReason()).toBe('left');
    await situation.isQuiet();
    await carol.click('again');
    await carol.callState('talking');
    await carol.page.close();
    await situation.isQuiet();
  });

  it('ends a call whose browser crashed, though nobody said goodbye', async () => {
    const carol = await open();
    await carol.call();
    await carol.callState('talking');
    await eventually('the call is on the switch', async () => (await situation.centre.legs()) === 1);
    await carol.crash();
    await eventually('its leg is gone', async () => (await situation.centre.legs()) === 0, 60_000);
    await situation.isQuiet();
  });

  it('says so when the link is not valid, or not whole', async () => {
    const stranger = await open({ key: 'some-other-page’s-key' });
    await stranger.call();
    expect(await stranger.endReason()).toBe('wrong-link');
    await stranger.screenshot('call-wrong-link');
    const lost = await open({ key: null, language: 'zh-CN' });
    expect(await lost.text('error-message')).toContain('链接不完整');
    const response = await situation.api.send('POST', '/guest-calls', { key: 'wrong' });
    expect(response.status).toBe(403);
  });

  it('says what to do when the browser keeps the microphone', async () => {
    const carol = await open({ hasMicrophone: false });
    await carol.call();
    expect(await carol.endReason()).toBe('microphone-refused');
    expect(await situation.centre.legs()).toBe(0);
  });

  it('gives accounts that call nothing else and cannot be called', async () => {
    const guest = await account();
    expect((await registerOverWebSocket(guest)).statuses).toEqual([401, 403]);
    for (const number of ['1001', '10000', '0085212345678', 'fallback', guest.user]) {
      expect(await inviteOverWebSocket(guest, number)).toBe(403);
    }
    // Having called opens no door either: the switch remembers nothing of a guest.
    expect((await registerOverWebSocket(guest)).statuses).toEqual([401, 403]);
    expect(await inviteOverWebSocket({ ...guest, password: 'wrong' }, '1000')).toBe(403);
    await situation.isQuiet();
  });
});
