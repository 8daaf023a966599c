/**
 * Pictures of every screen with a faked server and a faked switch, into run/screenshots (or the folder given).
 * Also a rehearsal: it registers with real SIP.js, rings, answers and hears a tone in Chromium.
 *
 * Usage: npx vite build --config softphone/vite.config.mts && npx tsx softphone/dev/screenshots.ts [folder] [presence|keepers|queues|calls]
 */
import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { MockApi, phoneUrl } from './mock-api';
import * as data from './mock-data';
import { MockSwitch } from './mock-switch';
import { callPages } from './scenes-calls';
import { approvalPages, customerPages, keeperPages, packPages } from './scenes-customers';
import { orderPages, settingsPages } from './scenes-orders';
import { presencePages } from './scenes-presence';
import { queueSetupPages } from './scenes-queues';

const folder = process.argv[2] ?? 'run/screenshots';
/** Only these scenes, behind the login. */
const only = ['presence', 'keepers', 'queues', 'calls'].find((scenes) => scenes === process.argv[3]) ?? null;
const dist = join(__dirname, '../dist');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

interface Scene {
  readonly page: Page;
  readonly api: MockApi;
  readonly far: MockSwitch;
  readonly shot: (name: string) => Promise<void>;
}

function serve(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = join(dist, (request.url ?? '/').split('?')[0] ?? '/');
    const file = existsSync(path) && extname(path) !== '' ? path : join(dist, 'index.html');
    response.setHeader('Content-Type', types[extname(file)] ?? 'text/html');
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${String(port)}`, close: () => server.close() });
    }),
  );
}

async function open(context: BrowserContext, url: string, look: Look, user = data.agent): Promise<Scene> {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error('page error:', error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401'))
      console.error('console:', message.text());
  });
  // tsx names functions through a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.addInitScript(`localStorage.setItem('kiloline.language', '${look.language}');
    localStorage.setItem('mantine-color-scheme-value', '${look.scheme}')`);
  const api = new MockApi(page, user);
  const far = new MockSwitch(page);
  await api.install();
  await far.install(phoneUrl);
  const name = (scene: string) => join(folder, `${look.language}-${look.scheme}-${scene}.png`);
  const shot = async (scene: string) => {
    await page.waitForTimeout(350);
    await page.screenshot({ path: name(scene), animations: 'disabled' });
    await audit(page, `${look.language} ${look.scheme} ${scene}`);
  };
  if (user !== data.agent) return { page, api, far, shot };
  api.loggedIn = false;
  await page.goto(`${url}/?test-audio=1`);
  return { page, api, far, shot };
}

/** `AXE=<path to axe.min.js>` also checks every screen against WCAG A and AA. */
async function audit(page: Page, scene: string): Promise<void> {
  const script = process.env['AXE'];
  if (script === undefined) return;
  await page.addScriptTag({ path: script });
  const found = await page.evaluate<string[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' ') + ' ' + (node.any[0]?.message ?? ''))))`,
  );
  for (const line of found) console.log(`axe ${scene}: ${line}`);
}

interface Look {
  readonly language: string;
  readonly scheme: string;
}

async function login({ page, api, shot }: Scene): Promise<void> {
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

async function ringAndTalk({ page, api, far, shot }: Scene): Promise<void> {
  await far.ring(data.callId);
  api.show({ agent: { state: 'offered' }, call: {}, customers: [data.zhang] });
  await page.locator('[data-testid=answer]:not([disabled])').waitFor();
  await shot('04-ringing');
  const clicked = Date.now();
  await page.getByTestId('answer').click();
  await page.waitForFunction(() => window.__kiloline?.phoneState().call === 'active');
  console.log(`answer -> active: ${String(Date.now() - clicked)} ms`);
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

async function wrapUp({ page, api, far, shot }: Scene): Promise<void> {
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
  console.log('finish asked the server for:', api.calls.slice(-2).join(', '));
  api.show({ agent: { stateSince: Date.now() } });
}

async function pages({ page, api, far, shot }: Scene): Promise<void> {
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
async function twoTabs(context: BrowserContext, url: string, look: Look): Promise<void> {
  const first = await open(context, url, look);
  first.api.loggedIn = true;
  await first.page.reload();
  await first.page.getByTestId('phone-registered').waitFor();
  const second = await open(context, url, look);
  second.api.loggedIn = true;
  await second.page.reload();
  await second.page.getByTestId('phone-take-here').waitFor();
  await second.shot('17-other-tab');
  await second.page.getByTestId('phone-take-here').click();
  await second.page.getByTestId('phone-registered').waitFor();
  await first.page.getByTestId('phone-take-here').waitFor();
  await second.page.close();
  await first.page.getByTestId('phone-registered').waitFor();
  console.log('the phone moved to the second tab, and back when that closed');
  await first.page.close();
}

async function supervise(context: BrowserContext, url: string, look: Look): Promise<void> {
  const { page, api, shot } = await open(context, url, look, data.supervisor);
  await page.goto(url);
  await page.getByTestId('queues-table').waitFor();
  await shot('16-supervisor');
  await keeperPages({ page, api, shot });
  await page.close();
}

async function administer(context: BrowserContext, url: string, look: Look): Promise<void> {
  const { page, api, shot } = await open(context, url, look, data.admin);
  await page.goto(url);
  await page.getByTestId('nav-settings').waitFor();
  if (only === 'queues') {
    await queueSetupPages({ page, api, shot });
    await page.close();
    return;
  }
  await settingsPages({ page, api, shot });
  await approvalPages({ page, api, shot });
  await packPages({ page, api, shot });
  await queueSetupPages({ page, api, shot });
  await page.close();
}

/** A microphone refused: Ready is not possible, and says why. */
async function refuseMicrophone(browser: BrowserContext, url: string, look: Look): Promise<void> {
  const { page, api, shot } = await open(browser, url, look);
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

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const site = await serve();
  const profile = mkdtempSync(join(tmpdir(), 'kiloline-shots-'));
  const flags =
    '--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --use-fake-ui-for-media-stream --use-fake-device-for-media-stream --allow-loopback-in-peer-connection';
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: flags.split(' '),
    viewport: { width: 1280, height: 720 },
  });
  const looks: Look[] = [
    { language: 'zh-CN', scheme: 'light' },
    { language: 'en-US', scheme: 'dark' },
    { language: 'en-US', scheme: 'light' },
    { language: 'zh-CN', scheme: 'dark' },
  ];
  for (const look of looks) {
    if (only === 'queues') {
      await administer(context, site.url, look);
      continue;
    }
    if (only !== 'presence' && only !== 'calls') {
      await supervise(context, site.url, look);
      await administer(context, site.url, look);
    }
    if (only === 'keepers') continue;
    const scene = await open(context, site.url, look);
    await login(scene);
    if (only === 'calls') {
      await callPages(scene);
      await scene.page.close();
      continue;
    }
    await presencePages(scene);
    if (only === 'presence') {
      await scene.page.close();
      continue;
    }
    await ringAndTalk(scene);
    await wrapUp(scene);
    await pages(scene);
    await customerPages(scene);
    await callPages(scene);
    await orderPages(scene);
    await scene.page.close();
    await twoTabs(context, site.url, look);
    await refuseMicrophone(context, site.url, look);
  }
  await context.close();
  site.close();
  rmSync(profile, { recursive: true, force: true });
}

void main();
