import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { writeMicrophone } from './fake-microphone';
import { renderersOf } from './renderers';
import { requirement } from './requirements';
import { shareOfTone, strongestTone, type HeardTone } from './tone';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // A machine with only loopback up gathers no ICE candidate otherwise.
  '--allow-loopback-in-peer-connection',
];

export interface BrowserOptions {
  /** Where the browser keeps its profile. */
  readonly dir: string;
  /** Note the person's microphone says, hertz. */
  readonly tone: number;
  readonly language?: 'zh-CN' | 'en-US';
  /** False: the person refuses it when the browser asks. Default true. */
  readonly hasMicrophone?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A Chromium of its own with a microphone that says one note, showing one page of ours. */
export class BrowserPage {
  /** Everything the browser's console complained about. */
  readonly complaints: string[] = [];

  protected constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly profile: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  protected static async launch(
    options: BrowserOptions,
  ): Promise<{ context: BrowserContext; profile: string }> {
    const profile = mkdtempSync(join(options.dir, 'browser-'));
    const microphone = join(profile, 'microphone.wav');
    writeMicrophone(microphone, options.tone);
    const { hasMicrophone = true } = options;
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: requirement('chromium'),
      args: [
        ...(hasMicrophone
          ? [...FLAGS, '--use-fake-ui-for-media-stream']
          : [...FLAGS, '--deny-permission-prompts']),
        `--use-file-for-fake-audio-capture=${microphone}`,
      ],
      viewport: options.viewport ?? { width: 1280, height: 720 },
      locale: options.language ?? 'en-US',
      permissions: hasMicrophone ? ['microphone'] : [],
    });
    return { context, profile };
  }

  click(testId: string): Promise<void> {
    return this.page.getByTestId(testId).click();
  }

  /** @param state 'ringing', 'talking' …: data-state of the call panel */
  async callState(...states: readonly string[]): Promise<void> {
    const selector = states.map((state) => `[data-testid="call-state"][data-state="${state}"]`).join(', ');
    await this.page.locator(selector).waitFor({ timeout: 20_000 });
  }

  text(testId: string): Promise<string> {
    return this.page.getByTestId(testId).first().innerText();
  }

  /** Kept only when a person wants to look: KILOLINE_SCREENSHOTS names the directory. */
  async screenshot(name: string): Promise<void> {
    const directory = process.env['KILOLINE_SCREENSHOTS'];
    if (directory !== undefined) await this.page.screenshot({ path: join(directory, `${name}.png`) });
  }

  /** The note the person hears over half a second; null when silent. */
  async hears(): Promise<HeardTone | null> {
    const { samples, rate } = await this.page.evaluate(recordRemote, 500);
    return strongestTone(Float32Array.from(samples), rate);
  }

  /** Which of these notes the person hears over half a second, at once. */
  async hearsOf(notes: readonly number[]): Promise<readonly number[]> {
    const { samples, rate } = await this.page.evaluate(recordRemote, 500);
    return notes.filter((hertz) => shareOfTone(Float32Array.from(samples), rate, hertz) > 0.05);
  }

  /** Nothing of the page runs from here on, as in a sleeping computer; its connections stay. */
  sleep(): void {
    for (const pid of renderersOf(this.profile)) process.kill(pid, 'SIGSTOP');
  }

  wake(): void {
    for (const pid of renderersOf(this.profile)) process.kill(pid, 'SIGCONT');
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Runs in the page: raw samples of what comes from the switch. */
async function recordRemote(ms: number): Promise<{ samples: number[]; rate: number }> {
  const hooks = (window as unknown as { __kiloline: { remoteStream(): MediaStream | null } }).__kiloline;
  const stream = hooks.remoteStream();
  if (!stream) return { samples: [], rate: 8000 };
  const context = new AudioContext({ sampleRate: 16_000 });
  await context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  context.createMediaStreamSource(stream).connect(analyser);
  await new Promise((resolve) => setTimeout(resolve, ms + 300));
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  await context.close();
  return { samples: [...samples], rate: 16_000 };
}
