import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(180_000);

const DAVE_TONE = 1000;
const DAVE = '13900000002';

onEachSwitch(['chromium', 'sipp', 'redis'], 'an agent calls a customer', (kind) => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind, env: { OUTBOUND_RING_TIMEOUT_S: '5' } });
    desk = await situation.agent('1001');
  });
  afterAll(() => situation.stop());

  const dial = async (number: string): Promise<void> => {
    await desk.page.getByTestId('dial-input').fill(number);
    await desk.click('dial-submit');
  };

  it('who answers: both hear each other, and the call is in the customer’s history', async () => {
    const dave = await situation.callee('answers', DAVE_TONE);
    await dial('139 0000 0002');
    await desk.callState('talking');
    expect(await desk.text('customer-name')).toContain('Zhang Wei');
    await eventually('the agent hears Dave', async () => near(await desk.hears(), DAVE_TONE), 10_000);
    await eventually(
      'Dave hears the agent',
      () => near(dave.rtp.tone(300), AGENT_TONES['1001'] ?? 0),
      10_000,
    );
    await desk.click('hang-up');
    expect(await dave.ended).toBe(0);
    await desk.click('wrap-up-finish');
    const record = await situation.record('the record', DAVE, (call) => call.outcome === 'answered');
    expect(record).toMatchObject({
      direction: 'outbound',
      agentId: '1001',
      dialedNumber: DAVE,
      customerName: expect.stringContaining('Zhang Wei') as string,
    });
    await situation.isQuiet();
  });

  it('who is busy: the agent is told, and is free again as before', async () => {
    const dave = await situation.callee('busy', DAVE_TONE);
    await dial(DAVE);
    await desk.page.getByText(/busy/i).first().waitFor({ timeout: 10_000 });
    expect(await dave.ended).toBe(0);
    const record = await situation.record('the record', DAVE, (call) => call.outcome === 'not-reached');
    const { legs } = await situation.api.call(record.callId);
    expect(legs.find((leg) => leg.role === 'customer')).toMatchObject({
      hangupCause: 'USER_BUSY',
      sipStatus: 486,
    });
    await desk.page.locator('[data-testid="agent-state"][data-state="idle"]').waitFor({ timeout: 5000 });
    await situation.isQuiet();
  });

  it('who does not answer: the call is given up after its time and the agent is told', async () => {
    const dave = await situation.callee('silent', DAVE_TONE);
    await dial(DAVE);
    await eventually('the agent hears ringback', async () => (await desk.hears()) !== null, 5000);
    await desk.page
      .getByText(/no answer|did not answer/i)
      .first()
      .waitFor({ timeout: 15_000 });
    expect(await dave.ended).toBe(0);
    await desk.page.locator('[data-testid="agent-state"][data-state="idle"]').waitFor({ timeout: 5000 });
    await situation.isQuiet();
  });

  it('whose number does not exist: the agent is told', async () => {
    const dave = await situation.callee('unknown', DAVE_TONE);
    await dial('13911112222');
    await desk.page
      .getByTestId('call-failure')
      .first()
      .or(desk.page.getByText(/does not exist|no such number|not exist/i).first())
      .first()
      .waitFor({ timeout: 10_000 });
    expect(await dave.ended).toBe(0);
    const record = await situation.record(
      'the record',
      '13911112222',
      (call) => call.outcome === 'not-reached',
    );
    expect(
      (await situation.api.call(record.callId)).legs.find((leg) => leg.role === 'customer'),
    ).toMatchObject({ sipStatus: 404 });
    await situation.isQuiet();
  });

  it('that may not be dialled: a clear sentence, and nothing is called', async () => {
    await dial('110');
    const says = (sentence: RegExp) => desk.page.getByText(sentence).first().waitFor({ timeout: 5000 });
    await says(/emergency numbers cannot be dialled/i);
    await dial('16888888');
    await says(/premium-rate numbers/i);
    await dial('12345678901234567890123');
    await says(/too long for a phone number/i);
    await dial('021 63330001 / 021 63330002');
    await says(/several numbers/i);
    await dial('nobody');
    await says(/no phone number in it/i);
    await situation.isQuiet();
  });

  it('again: by the key, and by arrow up; a pasted number loses what stood around it', async () => {
    const input = desk.page.getByTestId('dial-input');
    await input.fill('');
    await input.focus();
    await desk.page.keyboard.press('ArrowUp');
    expect(await input.inputValue()).toBe('13911112222');
    await desk.page.keyboard.press('ArrowUp');
    expect(await input.inputValue()).toBe(DAVE);
    await desk.page.keyboard.press('ArrowDown');
    await desk.page.keyboard.press('ArrowDown');
    expect(await input.inputValue()).toBe('');
    await input.evaluate((element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', 'Tel. (021) 6333-0001 ext. 12');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    expect(await input.inputValue()).toBe('02163330001');
    await input.fill('');
    const dave = await situation.callee('unknown', DAVE_TONE);
    await desk.page.keyboard.press('Alt+KeyQ');
    await desk.page.getByTestId('call-failure').waitFor({ timeout: 10_000 });
    expect(await dave.ended).toBe(0);
    await situation.isQuiet();
  });
});
