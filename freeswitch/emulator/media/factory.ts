import type { FrameSource, MediaFactory, MediaLeg, Recording, RecordingManner } from '../ports';
import { Clock, type ClockTime } from './clock';
import { AudioLeg, type LegDeps } from './legs/audio-leg';
import { makeCertificate, type Certificate } from './legs/certificate';
import { RtpLeg } from './legs/rtp-leg';
import { WebRtcLeg } from './legs/webrtc-leg';
import { MediaError } from './media-error';
import { Mix } from './mix';
import { Pipe } from './pipe';
import { Recorder } from './recorder';
import { RtpPorts, type PortRange } from './rtp/rtp-port';
import { SoundOpener } from './sounds/open-source';

export interface MediaOptions {
  /** IPv4 address that plain RTP is bound to and told in SDP. */
  readonly address: string;
  /** Even ports of this range are used, one a leg. */
  readonly rtpPorts: PortRange;
  /** The only address offered to browsers; null: every one the machine has. Default: `address`. */
  readonly webRtcAddress?: string | null;
  /** UDP ports for browsers; default: any. */
  readonly webRtcPorts?: PortRange;
  /** Directories of `local_stream://name`. */
  readonly streams: Readonly<Record<string, string>>;
  /** What goes wrong where nobody waits for an answer: in the ticker, on a socket, on the disk. */
  readonly report?: (what: string, error: unknown) => void;
  /** For tests. */
  readonly time?: ClockTime;
}

/** How the sound of the whole switch fares. */
export interface MediaHealth {
  readonly legs: number;
  readonly ticks: number;
  readonly lateTicks: number;
  readonly skippedTicks: number;
}

export interface Media extends MediaFactory {
  readonly health: MediaHealth;
}

/** Starts nothing: the clock runs from the first leg on, and stops with the last. */
export function createMedia(options: MediaOptions): Media {
  return new EmulatedMedia(options);
}

class EmulatedMedia implements Media {
  private readonly clock: Clock;
  private readonly legs = new Set<AudioLeg>();
  private readonly ports: RtpPorts;
  private readonly webRtcPorts: RtpPorts;
  private readonly webRtcAddress: string | null;
  /** One for the life of the process, made when first needed: a key a call would be 3 ms of it. */
  private certificate: Certificate | null = null;
  private readonly sounds: SoundOpener;
  private readonly report: (what: string, error: unknown) => void;
  private readonly legDeps: LegDeps;
  private isClosed = false;

  constructor(private readonly options: MediaOptions) {
    this.report = options.report ?? (() => undefined);
    this.clock = new Clock(this.report, options.time);
    this.ports = new RtpPorts(options.address, options.rtpPorts, this.report);
    this.webRtcAddress = options.webRtcAddress === undefined ? options.address : options.webRtcAddress;
    this.webRtcPorts = new RtpPorts(
      this.webRtcAddress ?? '0.0.0.0',
      options.webRtcPorts ?? null,
      this.report,
    );
    this.sounds = new SoundOpener({ streams: options.streams, ticks: () => this.clock.ticks });
    this.legDeps = { clock: this.clock, report: this.report, closed: (leg) => this.legs.delete(leg) };
  }

  get health(): MediaHealth {
    const { ticks, late, skipped } = this.clock.stats;
    return { legs: this.legs.size, ticks, lateTicks: late, skippedTicks: skipped };
  }

  async createRtp(offer: string | null): Promise<MediaLeg> {
    this.mustBeOpen();
    const port = await this.ports.open();
    return this.keep(new RtpLeg(this.legDeps, port, this.options.address, offer));
  }

  async createWebRtc(offer: string | null): Promise<MediaLeg> {
    this.mustBeOpen();
    this.certificate ??= makeCertificate();
    const settings = { bindAddress: this.webRtcAddress, certificate: this.certificate };
    const port = await this.webRtcPorts.open();
    return this.keep(await WebRtcLeg.open(this.legDeps, settings, port, offer));
  }

  openSource(target: string): FrameSource {
    return this.sounds.open(target);
  }

  mix(sources: readonly FrameSource[]): FrameSource {
    return new Mix(sources);
  }

  pipe(): Pipe {
    return new Pipe();
  }

  record(leg: MediaLeg, path: string, how: RecordingManner): Recording {
    if (!(leg instanceof AudioLeg) || !this.legs.has(leg)) {
      throw new MediaError('leg-closed', 'There is no such leg, or it is closed');
    }
    return new Recorder(leg, path, how, this.clock, this.report);
  }

  close(): void {
    this.isClosed = true;
    for (const leg of this.legs) leg.close();
    this.clock.stop();
  }

  private keep(leg: AudioLeg): AudioLeg {
    this.legs.add(leg);
    // Closed while the leg was being opened.
    if (this.isClosed) leg.close();
    return leg;
  }

  private mustBeOpen(): void {
    if (this.isClosed) throw new MediaError('leg-closed', 'The media layer is closed');
  }
}
