import type { PhoneAccount } from '../../../../server/contract/rest';
import { createPhoneKeeper } from '../../../../softphone/app/phone-keeper';
import type { LineListener } from '../../../../softphone/phone/phone-line';

const account = (webSocketUrl: string): PhoneAccount => ({
  uri: 'sip:a@b',
  user: 'a',
  password: 'p',
  domain: 'b',
  webSocketUrl,
});

describe('the keeper of the phone', () => {
  it('goes to another switch when the server names one for the one that is away', async () => {
    const opened: { url: string; line: LineListener; stopped: boolean }[] = [];
    let told = 'ws://one';
    const keeper = createPhoneKeeper({
      api: { phoneAccount: () => Promise.resolve(account(told)) },
      openLine: ({ webSocketUrl }, line) => {
        const one = { url: webSocketUrl, line, stopped: false };
        opened.push(one);
        const stop = () => {
          one.stopped = true;
          return Promise.resolve();
        };
        return Promise.resolve({ start: () => undefined, stop, retryNow: () => undefined });
      },
      listener: { registration: () => undefined, incoming: () => null },
      gaveUp: () => undefined,
    });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    const away = async (attempt: number) => {
      opened.at(-1)?.line.registration({ name: 'reconnecting', attempt });
      await settled();
    };
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
    keeper.start('1001');
    await settled();
    for (const attempt of [1, 2, 3, 4]) await away(attempt);
    expect(opened.map(({ url }) => url)).toEqual(['ws://one']);
    told = 'ws://two';
    await away(2);
    expect(opened).toHaveLength(1);
    await away(5);
    expect(opened.map(({ url, stopped }) => [url, stopped])).toEqual([
      ['ws://one', true],
      ['ws://two', false],
    ]);
    await keeper.stop();
  });
});
