import * as data from './mock-data';
import type { Scene, Stage } from './stage';

export async function login({ page, api, shot }: Scene): Promise<void> {
  await page.getByTestId('login-user').fill('1001');
  await page.getByTestId('login-password').fill('wrong');
  await page.getByTestId('login-submit').click();
  await page.getByTestId('error-message').waitFor();
  await shot('01-login');
  api.elsewhere = true;
  await page.getByTestId('login-password').fill('right');
  await page.getByTestId('login-submit').click();
  await page.getByTestId('take-over').waitFor();
  await shot('02-take-over');
  await page.getByTestId('take-over').click();
  await page.getByTestId('phone-registered').waitFor();
  api.show({});
  await shot('03-idle');
}

export async function talkPages({ page, api, far, shot }: Scene): Promise<void> {
  await far.ring(data.callId);
  api.show({ agent: { state: 'offered' }, call: {}, customers: [data.zhang] });
  await page.locator('[data-testid=answer]:not([disabled])').waitFor();
  await shot('04-ringing');
  await page.getByTestId('answer').click();
  await page.waitForFunction(() => window.__kiloline?.phoneState().call === 'active');
  await page.waitForFunction(() => (window.__kiloline?.remoteStream()?.getAudioTracks().length ?? 0) > 0);
  const now = Date.now();
  const talking = { state: 'talking', talkingAt: now - 83_000, queuedAt: now - 118_000 } as const;
  api.show({ agent: { state: 'on-call', stateSince: now - 83_000 }, call: talking, customers: [data.zhang] });
  await page.getByTestId('wrap-up-note').fill('咨询 10 月账单，套餐外流量 3.2 GB');
  await shot('05-talking');
  await page.getByTestId('mute').click();
  await page.getByTestId('keypad').click();
  await page.getByTestId('keypad-5').click();
  await shot('06-muted-keypad');
  await page.getByTestId('keypad').click();
  api.show({
    agent: { state: 'on-call', stateSince: now - 83_000 },
    call: { ...talking, state: 'held' },
    customers: [data.zhang, data.zhangSenior],
  });
  await page.getByTestId('resume').waitFor();
  await shot('07-held-two-customers');
}

export async function wrapUpPages({ page, api, far, shot }: Scene): Promise<void> {
  far.bye();
  await page.waitForFunction(() => window.__kiloline?.phoneState().call === 'none');
  const now = Date.now();
  api.show({
    agent: { state: 'wrap-up', stateSince: now - 4000, wrapUpUntil: now + 26_000 },
    call: { state: 'ended', talkingAt: now - 100_000, queuedAt: now - 135_000 },
    customers: [data.zhang],
  });
  await page.getByTestId('disposition-resolved').click();
  await shot('08-wrap-up');
  await page.getByTestId('wrap-up-finish').click();
  await page.waitForTimeout(200);
  const asked = api.calls.slice(-2).join(', ');
  if (!/^PUT .*\/disposition, POST \/me\/wrap-up\/finish$/.test(asked))
    throw new Error(`finished by ${asked}`);
  api.show({ agent: { stateSince: Date.now() } });
}

export async function otherPages({ page, api, far, shot }: Scene): Promise<void> {
  await page.getByTestId('history-item').nth(0).click();
  await page.getByTestId('call-timeline').waitFor();
  await shot('09-call-detail');
  await page.getByTestId('details-offer-made').nth(0).locator('summary').click();
  await page.getByTestId('details-offer-made').nth(0).scrollIntoViewIfNeeded();
  await shot('09-why-this-agent');
  await page.keyboard.press('Escape');
  await page.getByTestId('nav-customers').click();
  await page.getByTestId('customer-row').nth(0).click();
  await page.getByTestId('customer-card').waitFor();
  await shot('10-customers');
  await far.ring(data.callId);
  api.show({ agent: { state: 'offered' }, call: { topic: 'fault', language: 'en-US' } });
  await page.getByTestId('customer-unknown').waitFor();
  await page.locator('[data-testid=answer]:not([disabled])').waitFor();
  await shot('11-unknown-caller');
  await page.getByTestId('decline').click();
  api.show({ agent: { presence: 'not-responding', stateSince: Date.now() } });
  await page.getByTestId('presence-ready-again').waitFor();
  await shot('12-not-responding');
  api.show({ agent: { presence: 'break', reason: 'lunch' } });
  far.drop();
  await page.getByTestId('phone-not-registered').waitFor();
  await shot('13-break-phone-lost');
  await page.getByTestId('phone-registered').waitFor();
  api.failures.set('POST /calls', { status: 409, code: 'no-trunk' });
  await page.getByTestId('dial-input').fill('0571 8765 4321');
  await page.getByTestId('dial-submit').click();
  await page.getByTestId('error-message').waitFor();
  await shot('14-dial-refused');
  await page.getByTestId('call-state').click();
  await page.keyboard.press('?');
  await shot('15-shortcuts');
  await page.keyboard.press('Escape');
}

/** One tab has the phone; the other shows the desk, and takes the phone when asked to. */
export async function twoTabs(stage: Stage): Promise<void> {
  const first = await stage.open();
  first.api.loggedIn = true;
  await first.page.reload();
  await first.page.getByTestId('phone-registered').waitFor();
  const second = await stage.open();
  second.api.loggedIn = true;
  await second.page.reload();
  await second.page.getByTestId('phone-take-here').waitFor();
  await second.shot('17-other-tab');
  await second.page.getByTestId('phone-take-here').click();
  await second.page.getByTestId('phone-registered').waitFor();
  await first.page.getByTestId('phone-take-here').waitFor();
  await second.page.close();
  await first.page.getByTestId('phone-registered').waitFor();
  await first.page.close();
}

/** A microphone refused: Ready is not possible, and says why. */
export async function refusedMicrophone(stage: Stage): Promise<void> {
  const { page, api, shot } = await stage.open();
  await page.addInitScript(
    "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))",
  );
  api.loggedIn = true;
  api.show({ agent: { presence: 'break', reason: 'meeting' } });
  await page.reload();
  await page.getByTestId('phone-registered').waitFor();
  await page.getByTestId('presence-ready').click();
  await page.getByTestId('microphone-help').waitFor();
  await shot('18-microphone-refused');
  if (api.calls.includes('PUT /me/presence')) throw new Error('went ready without a microphone');
  await page.close();
}

/** The devices, and what is looked at before Ready. */
export async function checkedBeforeReady(stage: Stage): Promise<void> {
  const { page, api, shot } = await stage.open();
  api.loggedIn = true;
  await page.reload();
  await page.getByTestId('phone-registered').waitFor();
  await page.getByTestId('audio-menu').click();
  await page.getByTestId('preflight-check').waitFor();
  await shot('56-devices');
  await page.getByTestId('preflight-check').click();
  // The faked switch has no echo.
  await page.locator('[data-testid="preflight"][data-verdict="warned"]').waitFor();
  await shot('57-check-before-ready');
  await page.close();
}
