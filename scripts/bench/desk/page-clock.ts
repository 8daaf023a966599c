import type { Page } from 'playwright-core';

/** What the page noted, Unix ms. */
export interface PageTimes {
  readonly invitedAt: number | null;
  /** The call rings on the screen; the screen also shows who it is. */
  readonly rungAt: number | null;
  readonly poppedAt: number | null;
  /** The desk's picture with the customer came. */
  readonly picturedAt: number | null;
  readonly clickedAt: number | null;
  /** The 200 to the INVITE went out. */
  readonly answeredAt: number | null;
  /** Its ACK came. */
  readonly acknowledgedAt: number | null;
  /** ICE and DTLS are done. */
  readonly connectedAt: number | null;
  readonly heardAt: number | null;
}

/** Installs the clocks; they begin anew with every call of the agent. */
export async function installClocks(page: Page): Promise<void> {
  // tsx wraps named functions in a helper of its own, which the page does not have.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.addInitScript(watchPage);
}

/** Answers, and notes when. */
export const answer = (page: Page): Promise<void> => page.evaluate(clickAnswer);

export const readTimes = (page: Page): Promise<PageTimes> => page.evaluate(readClocks);

/** Runs in the page, before its own scripts: the INVITE as it comes over the phone's WebSocket, and the card it brings. */
function watchPage(): void {
  const times: Record<string, number | null> = {
    invitedAt: null,
    rungAt: null,
    poppedAt: null,
    picturedAt: null,
    clickedAt: null,
    answeredAt: null,
    acknowledgedAt: null,
    connectedAt: null,
    heardAt: null,
  };
  // Made long before it listens: it takes a fifth of a second to begin.
  const benchEar = new AudioContext();
  Object.assign(window, { benchTimes: times, benchEar });
  // It may come before the INVITE.
  let pictured: number | null = null;
  const begin = (): void => {
    for (const name of Object.keys(times)) times[name] = null;
    times['invitedAt'] = Date.now();
    look();
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') times['connectedAt'] ??= Date.now();
      });
    }
  };
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      // SIP.js names its protocol, the desk's own socket none.
      super(url, protocols);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== 'string') return;
        if (data.startsWith('INVITE ')) begin();
        if (data.startsWith('ACK ')) times['acknowledgedAt'] ??= Date.now();
        if (data.startsWith('{"type":"desk"'))
          pictured = data.includes('"customers":[{') ? (pictured ?? Date.now()) : null;
      });
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (typeof data === 'string' && /^SIP\/2\.0 200 [^]*\nCSeq: \d+ INVITE/i.test(data)) {
        times['answeredAt'] ??= Date.now();
      }
      super.send(data);
    }
  };
  const look = (): void => {
    if (times['poppedAt'] !== null || times['invitedAt'] === null) return;
    const isThere = document.querySelector('[data-testid="customer-name"]') !== null;
    const rings = document.querySelector('[data-testid="call-state"][data-state="ringing"]') !== null;
    if (rings) times['rungAt'] ??= Date.now();
    if (isThere && rings) {
      times['poppedAt'] = Date.now();
      times['picturedAt'] = pictured;
      pictured = null;
    } else requestAnimationFrame(look);
  };
}

/** Runs in the page: the click, and from then on every 5 ms whether something is heard. */
function clickAnswer(): void {
  const {
    benchTimes: times,
    benchEar: context,
    __kiloline: hooks,
  } = window as unknown as {
    benchTimes: Record<string, number | null>;
    benchEar: AudioContext;
    __kiloline: { remoteStream(): MediaStream | null };
  };
  times['clickedAt'] = Date.now();
  document.querySelector<HTMLElement>('[data-testid="answer"]')?.click();
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
    source.disconnect();
  }, 5);
}

/** Runs in the page. */
function readClocks(): PageTimes {
  return { ...(window as unknown as { benchTimes: PageTimes }).benchTimes };
}
