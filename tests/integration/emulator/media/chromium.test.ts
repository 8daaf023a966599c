import { setTimeout as sleep } from 'node:timers/promises';
import type { Media } from '../../../../freeswitch/emulator/media/factory';
import { eventually } from '../../../support/eventually';
import { requires } from '../../../support/requirements';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';
import { near } from '../../../support/tone';
import { BrowserPage } from './browser-page';
import { listen, openMedia, tone } from './media-under-test';

const MICROPHONE = 700;

requires('chromium')('a WebRTC leg and a real Chromium', () => {
  const dir = makeTemporaryDirectory();
  let media: Media;
  let complaints: string[];
  let page: BrowserPage;

  beforeAll(async () => {
    ({ media, complaints } = openMedia());
    page = await BrowserPage.open(dir.path, MICROPHONE);
  }, 30_000);
  afterEach(() => page.hangUp());
  afterAll(async () => {
    media.close();
    await page.close();
    dir.remove();
    expect(complaints).toEqual([]);
  });

  it('calls the browser: sound both ways, digits, hold and resume', async () => {
    const leg = await media.createWebRtc(null);
    const heard = listen(leg);
    const digits: string[] = [];
    leg.onDigit((digit, ms) => digits.push(`${digit} ${ms > 60 && ms < 160 ? 'ok' : ms}`));
    await leg.setRemote(await page.answer(leg.localSdp));
    leg.setSource(tone(media, 1000));
    await eventually('the microphone is heard', () => near(heard.tone(), MICROPHONE));
    expect(near(await page.hears(), 1000)).toBe(true);

    await page.press('159#');
    await eventually('four digits', () => digits.length === 4);
    expect(digits).toEqual(['1 ok', '5 ok', '9 ok', '# ok']);

    const held = leg.renegotiate(await page.reoffer('sendonly'));
    expect(held).toMatch(/^o=kiloline \d+ 2 /m);
    expect(held).toMatch(/^a=recvonly/m);
    await page.accept(held);
    expect(await page.hears()).toBeNull();

    await page.accept(leg.renegotiate(await page.reoffer('sendrecv')));
    expect(near(await page.hears(), 1000)).toBe(true);
    expect(leg.stats.lost).toBe(0);
    leg.close();
  }, 30_000);

  it('answers the browser: the first word is whole, sound both ways', async () => {
    const leg = await media.createWebRtc(await page.offer());
    const heard = listen(leg);
    expect(leg.localSdp).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVPF 0 \d+\r$/m);
    leg.setSource(tone(media, 1300));
    await sleep(200);
    // Nothing of the source is used up before the browser can hear it.
    expect(leg.stats.packetsOut).toBe(0);
    await page.accept(leg.localSdp);
    await eventually('the microphone is heard', () => near(heard.tone(), MICROPHONE));
    expect(near(await page.hears(), 1300)).toBe(true);
    leg.close();
    await eventually(
      'the browser learns of the end',
      async () => (await page.state()) !== 'connected',
      10_000,
    );
  }, 30_000);

  it('connects every time, although ICE stands before the answer is known', async () => {
    for (let call = 0; call < 20; call += 1) {
      const leg = await media.createWebRtc(null);
      const heard = listen(leg);
      const answer = await page.answer(leg.localSdp);
      await sleep((call % 4) * 30);
      await leg.setRemote(answer);
      await eventually(`sound in call ${call}`, () => heard.frames > 5);
      leg.close();
      await page.hangUp();
    }
  }, 60_000);
});
