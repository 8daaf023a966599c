import type { Page } from 'playwright-core';

/** What the page noted, Unix ms. */
export interface PageTimes {
  readonly invitedAt: number | null;
  readonly poppedAt: number | null;
  readonly clickedAt: number | null;
  readonly heardAt: number | null;
}

/** Installs the clocks; they begin anew with every call of the agent. */
export async function installClocks(page: Page): Promise<void> {
  await page.addInitScript(watchPage);
}

/** Answers, and notes when. */
export const answer = (page: Page): Promise<void> => page.evaluate(clickAnswer);

export const readTimes = (page: Page): Promise<PageTimes> => page.evaluate(readClocks);

/** Runs in the page, before its own scripts: the INVITE as it comes over the phone's WebSocket, and the card it brings. */
function watchPage(): void {
  const times: Record<string, number | null> = {
    invitedAt: null,
    poppedAt: null,
    clickedAt: null,
    heardAt: null,
  };
  (window as unknown as { benchTimes: typeof times }).benchTimes = times;
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      // SIP.js names its protocol, the desk's own socket none.
      super(url, protocols);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== 'string' || !data.startsWith('INVITE ')) return;
        Object.assign(times, { invitedAt: Date.now(), poppedAt: null, clickedAt: null, heardAt: null });
        look();
      });
    }
  };
  const look = (): void => {
    if (times['poppedAt'] !== null || times['invitedAt'] === null) return;
    const isThere = document.querySelector('[data-testid="customer-name"]') !== null;
    const rings = document.querySelector('[data-testid="call-state"][data-state="ringing"]') !== null;
    if (isThere && rings) times['poppedAt'] = Date.now();
    else requestAnimationFrame(look);
  };
}

/** Runs in the page: the click, and from then on every 5 ms whether something is heard. */
function clickAnswer(): void {
  const { benchTimes: times, __kiloline: hooks } = window as unknown as {
    benchTimes: Record<string, number | null>;
    __kiloline: { remoteStream(): MediaStream | null };
  };
  times['clickedAt'] = Date.now();
  document.querySelector<HTMLElement>('[data-testid="answer"]')?.click();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 256;
  const samples = new Float32Array(analyser.fftSize);
  let source: MediaStreamAudioSourceNode | null = null;
  const timer = setInterval(() => {
    const stream = hooks.remoteStream();
    if (!source && stream && stream.getAudioTracks().length > 0) {
      source = context.createMediaStreamSource(stream);
      source.connect(analyser);
    }
    if (!source) return;
    analyser.getFloatTimeDomainData(samples);
    if (!samples.some((sample) => Math.abs(sample) > 0.01)) return;
    times['heardAt'] = Date.now();
    clearInterval(timer);
    void context.close();
  }, 5);
}

/** Runs in the page. */
function readClocks(): PageTimes {
  return { ...(window as unknown as { benchTimes: PageTimes }).benchTimes };
}
