import { BrowserPage, type BrowserOptions } from './browser-page';

export interface GuestOptions extends BrowserOptions {
  readonly baseUrl: string;
  /** The key in the link; null: the page opened without one. */
  readonly key: string | null;
}

/** Carol at the page with the call button. */
export class GuestPage extends BrowserPage {
  static async open({ baseUrl, key, ...options }: GuestOptions): Promise<GuestPage> {
    const { context, profile } = await BrowserPage.launch(options);
    const guest = new GuestPage(context, context.pages()[0] ?? (await context.newPage()), profile);
    const query = new URLSearchParams({ ...(key === null ? {} : { key }), 'test-audio': '1' });
    await guest.page.goto(`${baseUrl}/call?${query.toString()}`);
    return guest;
  }

  /** Presses the button, with a name when one is given. */
  async call(name?: string): Promise<void> {
    if (name !== undefined) await this.page.getByTestId('guest-name').fill(name);
    await this.click('call');
  }

  /** Why the page says that it is over. */
  async endReason(): Promise<string | null> {
    const reason = this.page.getByTestId('end-reason');
    await reason.waitFor({ timeout: 20_000 });
    return reason.getAttribute('data-reason');
  }

  /** As a browser that ran out of memory does: no goodbye of any kind. */
  async crash(): Promise<void> {
    await this.page.goto('chrome://crash').catch(() => undefined);
  }
}
