import { BrowserPage, type BrowserOptions } from './browser-page';

export interface DeskOptions extends BrowserOptions {
  readonly baseUrl: string;
}

/** An agent at his desk. */
export class DeskPage extends BrowserPage {
  static async open({ baseUrl, ...options }: DeskOptions): Promise<DeskPage> {
    const { context, profile } = await BrowserPage.launch(options);
    const desk = new DeskPage(context, context.pages()[0] ?? (await context.newPage()), profile);
    await desk.page.goto(`${baseUrl}/?test-audio=1`);
    return desk;
  }

  async logIn(login: string, password: string): Promise<void> {
    await this.page.getByTestId('login-user').fill(login);
    await this.page.getByTestId('login-password').fill(password);
    await this.page.getByTestId('login-submit').click();
    const registered = this.page.getByTestId('phone-registered');
    const takeOver = this.page.getByTestId('take-over');
    await registered.or(takeOver).first().waitFor({ timeout: 15_000 });
    // His last browser was closed without a goodbye: the login is still his.
    if (await takeOver.isVisible()) await takeOver.click();
    await registered.waitFor({ timeout: 15_000 });
  }

  /** What the page's phone says of itself; null while the page is being loaded. */
  phone(): Promise<PhoneState | null> {
    return this.page.evaluate(readPhone).catch(() => null);
  }

  /** Ready for the next call, whatever the last one left to do. */
  async ready(): Promise<void> {
    const state = this.page.getByTestId('agent-state');
    if ((await state.getAttribute('data-state')) === 'wrap-up') await this.click('wrap-up-finish');
    await this.page.getByTestId('presence-ready').first().click();
    await this.page
      .locator('[data-testid="agent-state"][data-presence="ready"]')
      .waitFor({ timeout: 10_000 });
  }
}

interface PhoneState {
  readonly registration: string;
  readonly call: string;
}

/** Runs in the page. */
function readPhone(): PhoneState | null {
  const hooks = (window as unknown as { __kiloline?: { phoneState(): PhoneState } }).__kiloline;
  return hooks?.phoneState() ?? null;
}
