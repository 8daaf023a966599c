import { FRAME_MS, type FrameSource, type MediaLeg } from '../../ports';
import type { Clock } from '../clock';
import { MediaError } from '../media-error';
import { emptyHeader } from '../rtp/rtp-packet';
import { wantsSound, type Direction } from '../sdp/direction';
import type { RemoteAudio } from '../sdp/remote-audio';
import { Listeners } from './listeners';
import { SoundReceiver } from './sound-receiver';
import { SoundSender } from './sound-sender';

/** A source is not begun before it can be heard, so that the first word is whole; but no longer than this. */
const LONGEST_HOLD_BACK = 2000 / FRAME_MS;
/** A source that ends may be followed by another at once; this many in a tick, then something is wrong. */
const MOST_SOURCES_A_TICK = 8;

export interface LegDeps {
  readonly clock: Clock;
  readonly report: (what: string, error: unknown) => void;
  /** Told once, when the leg is closed. */
  readonly closed: (leg: AudioLeg) => void;
}

/** What both kinds of leg have in common: everything above the transport. */
export abstract class AudioLeg implements MediaLeg {
  abstract readonly localSdp: string;
  protected readonly receiver = new SoundReceiver((digit, ms) => this.digits.tell(digit, ms));
  protected readonly sender = new SoundSender();
  protected readonly header = emptyHeader();
  protected isClosed = false;
  private readonly frames = new Listeners<[Int16Array]>();
  private readonly heard = new Listeners<[Int16Array]>();
  private readonly digits = new Listeners<[string, number]>();
  private readonly endings = new Listeners<[]>();
  private source: FrameSource | null = null;
  private isWanted = true;
  private heldBack = 0;
  private readonly leave: readonly (() => void)[];

  constructor(protected readonly deps: LegDeps) {
    this.leave = [
      deps.clock.on('receive', () => this.receiveTick()),
      deps.clock.on('send', () => this.sendTick()),
    ];
  }

  abstract setRemote(sdp: string): Promise<void>;
  abstract renegotiate(sdp: string): string;

  get stats(): { readonly packetsIn: number; readonly packetsOut: number; readonly lost: number } {
    return {
      packetsIn: this.receiver.counts.packets,
      packetsOut: this.sender.packets,
      lost: this.receiver.lost,
    };
  }

  setSource(source: FrameSource | null): void {
    this.source = this.isClosed ? null : source;
  }

  onFrame(listener: (frame: Int16Array) => void): () => void {
    return this.frames.add(listener);
  }

  /** What the far party is made to hear, one call a tick while there is a source. */
  onHeard(listener: (frame: Int16Array) => void): () => void {
    return this.heard.add(listener);
  }

  onDigit(listener: (digit: string, durationMs: number) => void): () => void {
    return this.digits.add(listener);
  }

  onClosed(listener: () => void): () => void {
    return this.endings.add(listener);
  }

  sendDigit(digit: string, durationMs: number): void {
    this.mustBeOpen();
    if (this.sender.eventType === null) {
      throw new MediaError('bad-digit', 'The far party takes no telephone-event, so no key can be sent');
    }
    this.sender.digits.press(digit, durationMs);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const leave of this.leave) leave();
    this.source = null;
    this.closeTransport();
    this.endings.tell();
    for (const listeners of [this.frames, this.heard, this.digits, this.endings]) listeners.clear();
    this.deps.closed(this);
  }

  protected abstract closeTransport(): void;
  /** Whether a packet would get anywhere now. */
  protected abstract get canTransmit(): boolean;
  protected abstract transmit(packet: Buffer): void;

  protected mustBeOpen(): void {
    if (this.isClosed) throw new MediaError('leg-closed', 'The leg is closed');
  }

  /** What was agreed about payload types; ours are the ones we were told, both ways (RFC 3264 §5.1). */
  protected agree(remote: RemoteAudio, direction: Direction): void {
    for (const half of [this.receiver, this.sender]) {
      half.pcmuType = remote.pcmuType;
      half.eventType = remote.eventType;
    }
    this.isWanted = wantsSound(direction);
  }

  private receiveTick(): void {
    const frame = this.receiver.tick();
    if (frame !== null) this.frames.tell(frame);
  }

  private sendTick(): void {
    const canTransmit = this.canTransmit;
    if (!canTransmit && this.heldBack < LONGEST_HOLD_BACK) {
      if (this.source !== null) this.heldBack += 1;
      return;
    }
    const frame = this.nextFrame();
    if (frame !== null) this.heard.tell(frame);
    // On hold time goes on and nothing is sent: RFC 3264 §8.4.
    if (!canTransmit || !this.isWanted) return;
    const packet = this.sender.packet(frame, this.deps.clock.ticks);
    if (packet !== null) this.transmit(packet);
  }

  /** Whoever is told of the end (by its `next` having been asked) may set another source right there: no gap. */
  private nextFrame(): Int16Array | null {
    for (let tried = 0; tried < MOST_SOURCES_A_TICK; tried += 1) {
      const source = this.source;
      if (source === null) return null;
      const frame = this.frameOf(source);
      if (frame !== null) return frame;
      if (this.source === source) this.source = null;
    }
    return null;
  }

  private frameOf(source: FrameSource): Int16Array | null {
    try {
      return source.next();
    } catch (error) {
      // Ends here, or it would fail fifty times a second.
      this.deps.report('sound source', error);
      return null;
    }
  }
}
