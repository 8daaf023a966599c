import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { MockApi, phoneUrl } from './mock-api';
import * as users from './mock-users';
import { MockSwitch } from './mock-switch';

export interface Look {
  readonly language: string;
  readonly scheme: string;
}

export interface Scene {
  readonly page: Page;
  readonly api: MockApi;
  readonly far: MockSwitch;
  /** A picture of what is on the screen, which is also checked for accessibility. */
  readonly shot: (name: string) => Promise<void>;
}

const dist = join(__dirname, '../dist');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const flags =
  '--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync --use-fake-ui-for-media-stream --use-fake-device-for-media-stream --allow-loopback-in-peer-connection';
const axe = require.resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The built desk in Chromium with a faked server and a faked switch, in one look at a time. */
export class Stage {
  look: Look = { language: 'zh-CN', scheme: 'light' };
  /** How often axe, the browser's console or a faked server without an answer complained; each is printed. */
  complaints = 0;
  private scene = 'the beginning';

  private constructor(
    readonly url: string,
    private readonly context: BrowserContext,
    private readonly server: Server,
    private readonly profile: string,
    private readonly folder: string | null,
  ) {}

  /** @param folder where pictures go; null: none are taken */
  static async set(folder: string | null): Promise<Stage> {
    if (folder !== null) mkdirSync(folder, { recursive: true });
    const server = createServer((request, response) => {
      const path = join(dist, (request.url ?? '/').split('?')[0] ?? '/');
      const file = existsSync(path) && extname(path) !== '' ? path : join(dist, 'index.html');
      response.setHeader('Content-Type', types[extname(file)] ?? 'text/html');
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const profile = mkdtempSync(join(tmpdir(), 'kiloline-shots-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
      args: flags.split(' '),
      viewport: { width: 1280, height: 720 },
    });
    return new Stage(`http://127.0.0.1:${String(port)}`, context, server, profile, folder);
  }

  async strike(): Promise<void> {
    await this.context.close();
    this.server.close();
    rmSync(this.profile, { recursive: true, force: true });
  }

  async open(user = users.agent): Promise<Scene> {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.complain(`page error: ${error.message}`));
    page.on('console', (message) => {
      // What the scenes have refused on purpose.
      if (message.type() !== 'error' || /\b(401|409)\b/.test(message.text())) return;
      this.complain(`console: ${message.text()}`);
    });
    // tsx names functions through a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.addInitScript(`localStorage.setItem('kiloline.language', '${this.look.language}');
    localStorage.setItem('mantine-color-scheme-value', '${this.look.scheme}')`);
    const api = new MockApi(page, user, (name) => this.complain(`the faked server has no answer: ${name}`));
    const far = new MockSwitch(page);
    await api.install();
    await far.install(phoneUrl);
    const shot = (name: string) => this.shoot(page, name);
    if (user !== users.agent) return { page, api, far, shot };
    api.loggedIn = false;
    await page.goto(`${this.url}/?test-audio=1`);
    return { page, api, far, shot };
  }

  private async shoot(page: Page, name: string): Promise<void> {
    this.scene = name;
    // A tooltip floats outside of every landmark.
    await page.mouse.move(0, 0);
    // What fades in has no colours yet that could be judged.
    await page.evaluate(`new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      .then(() => Promise.allSettled(document.getAnimations()
        .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime)).map((each) => each.finished)))`);
    if (this.folder !== null) {
      const path = join(this.folder, `${this.look.language}-${this.look.scheme}-${name}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    }
    for (const line of await coveredDialogs(page)) this.complain(line);
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate<string[]>(
      `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map((node) =>
          id + ' ' + node.target.join(' ') + ' ' + (node.any[0]?.message ?? node.all[0]?.message ?? ''))))`,
    );
    for (const line of found) this.complain(`axe: ${line}`);
  }

  private complain(what: string): void {
    this.complaints += 1;
    console.log(`${this.look.language} ${this.look.scheme} ${this.scene}: ${what}`);
  }
}

/** Dialogs that a notification stands over: their buttons could not be pressed. */
const coveredDialogs = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const boxes = (selector: string) =>
      [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
    const dialogs = boxes('[role="dialog"]');
    return boxes('.mantine-Notification-root').flatMap((note) =>
      dialogs
        .filter(
          (box) =>
            note.width > 0 &&
            box.left < note.right &&
            note.left < box.right &&
            box.top < note.bottom &&
            note.top < box.bottom,
        )
        .map(
          (box) => `a notification covers a dialog from ${Math.round(box.left)} to ${Math.round(box.right)}`,
        ),
    );
  });
