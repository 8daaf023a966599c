import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { writeMicrophone } from '../../../support/fake-microphone';
import { requirement } from '../../../support/requirements';
import { strongestTone, type HeardTone } from '../../../support/tone';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // A machine with only loopback up gathers no ICE candidate otherwise.
  '--allow-loopback-in-peer-connection',
];

/** What the functions below keep in the page between calls. */
interface PageState {
  connection: RTCPeerConnection;
  remote: MediaStream | null;
}
declare global {
  var call: PageState;
}

/** A real Chromium with nothing but an RTCPeerConnection and a microphone that says one note. */
export class BrowserPage {
  private constructor(
    private readonly context: BrowserContext,
    private readonly page: Page,
    private readonly server: Server,
  ) {}

  static async open(dir: string, hertz: number): Promise<BrowserPage> {
    const microphone = join(dir, 'microphone.wav');
    writeMicrophone(microphone, hertz);
    // A page of its own origin: about:blank may not use the microphone.
    const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<p>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const context = await chromium.launchPersistentContext(join(dir, 'profile'), {
      executablePath: requirement('chromium'),
      args: [...FLAGS, `--use-file-for-fake-audio-capture=${microphone}`],
      permissions: ['microphone'],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return new BrowserPage(context, page, server);
  }

  /** Answers as SIP.js does: everything gathered, then the whole description. */
  async answer(offer: string): Promise<string> {
    await this.page.evaluate(connect);
    return this.page.evaluate(describe, offer);
  }

  async offer(): Promise<string> {
    await this.page.evaluate(connect);
    return this.page.evaluate(describe, null);
  }

  accept(answer: string): Promise<void> {
    return this.page.evaluate(
      (sdp) => globalThis.call.connection.setRemoteDescription({ type: 'answer', sdp }),
      answer,
    );
  }

  /** What SIP.js offers to hold or resume. */
  reoffer(direction: RTCRtpTransceiverDirection): Promise<string> {
    return this.page.evaluate(async (wanted) => {
      const { connection } = globalThis.call;
      for (const each of connection.getTransceivers()) each.direction = wanted;
      await connection.setLocalDescription(await connection.createOffer());
      return connection.localDescription?.sdp ?? '';
    }, direction);
  }

  press(digits: string): Promise<void> {
    return this.page.evaluate(
      (keys) => globalThis.call.connection.getSenders()[0]?.dtmf?.insertDTMF(keys, 100, 70),
      digits,
    );
  }

  /** The note heard over half a second; null when silent. */
  async hears(): Promise<HeardTone | null> {
    const samples = await this.page.evaluate(record);
    return strongestTone(Float32Array.from(samples), 16_000);
  }

  state(): Promise<string> {
    return this.page.evaluate(() => globalThis.call.connection.connectionState);
  }

  hangUp(): Promise<void> {
    return this.page.evaluate(() => {
      for (const sender of globalThis.call.connection.getSenders()) sender.track?.stop();
      globalThis.call.connection.close();
    });
  }

  async close(): Promise<void> {
    await this.context.close();
    this.server.close();
  }
}

async function connect(): Promise<void> {
  const connection = new RTCPeerConnection({ iceServers: [] });
  globalThis.call = { connection, remote: null };
  connection.ontrack = (event) => {
    globalThis.call.remote = event.streams[0] ?? new MediaStream([event.track]);
    const player = new Audio();
    player.srcObject = globalThis.call.remote;
    void player.play();
  };
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const microphone = await navigator.mediaDevices.getUserMedia({ audio });
  for (const track of microphone.getTracks()) connection.addTrack(track, microphone);
}

async function describe(offer: string | null): Promise<string> {
  const { connection } = globalThis.call;
  if (offer !== null) await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription();
  if (connection.iceGatheringState !== 'complete') {
    await new Promise<void>((resolve) => {
      connection.onicegatheringstatechange = () => {
        if (connection.iceGatheringState === 'complete') resolve();
      };
    });
  }
  return connection.localDescription?.sdp ?? '';
}

async function record(): Promise<number[]> {
  const { remote } = globalThis.call;
  // On hold the browser takes the track out of its stream.
  if (remote === null || remote.getAudioTracks().length === 0) return [];
  const context = new AudioContext({ sampleRate: 16_000 });
  await context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  context.createMediaStreamSource(remote).connect(analyser);
  await new Promise((resolve) => setTimeout(resolve, 800));
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  await context.close();
  return [...samples];
}
