import { randomUUID } from 'node:crypto';
import { SwitchCore } from '../../../../freeswitch/emulator/core';
import type { FiredEvent } from '../../../../freeswitch/emulator/core/events/fired-event';
import {
  FRAME_SAMPLES,
  type FrameSource,
  type IncomingCall,
  type MediaFactory,
  type MediaLeg,
  type OutgoingCall,
  type OutgoingCallRequest,
  type Recording,
  type RecordingManner,
  type SipDialog,
  type SipStack,
} from '../../../../freeswitch/emulator/ports';

/** A source of `frames` frames whose samples all say `value`. */
export class FakeSource implements FrameSource {
  closed = false;
  constructor(
    private frames: number,
    readonly value: number,
  ) {}
  next(): Int16Array | null {
    if (this.frames <= 0) return null;
    this.frames -= 1;
    return new Int16Array(FRAME_SAMPLES).fill(this.value);
  }
  close(): void {
    this.closed = true;
  }
}

export class FakeLeg implements MediaLeg {
  readonly localSdp = 'v=0 ours';
  readonly stats = { packetsIn: 0, packetsOut: 0, lost: 0 };
  source: FrameSource | null = null;
  closed = false;
  remote: string | null = null;
  /** First sample of each frame sent; null where nothing was. */
  readonly sent: (number | null)[] = [];
  private readonly frames = new Set<(frame: Int16Array) => void>();
  private readonly digits = new Set<(digit: string, ms: number) => void>();

  setRemote(sdp: string): Promise<void> {
    this.remote = sdp;
    return sdp.includes('bad') ? Promise.reject(new Error('bad sdp')) : Promise.resolve();
  }
  renegotiate(): string {
    return 'v=0 again';
  }
  setSource(source: FrameSource | null): void {
    this.source = source;
  }
  onFrame(listener: (frame: Int16Array) => void): () => void {
    this.frames.add(listener);
    return () => this.frames.delete(listener);
  }
  onDigit(listener: (digit: string, ms: number) => void): () => void {
    this.digits.add(listener);
    return () => this.digits.delete(listener);
  }
  readonly pressed: string[] = [];
  takesKeys = true;
  sendDigit(digit: string): void {
    if (!this.takesKeys) throw new Error('no telephone-event');
    this.pressed.push(digit);
  }
  close(): void {
    this.closed = true;
  }
  say(value: number): void {
    for (const listener of this.frames) listener(new Int16Array(FRAME_SAMPLES).fill(value));
  }
  press(digit: string): void {
    for (const listener of this.digits) listener(digit, 100);
  }
  tick(): void {
    const frame = this.source?.next() ?? null;
    this.sent.push(frame === null ? null : (frame[0] ?? null));
  }
}

class FakePipe implements FrameSource {
  private frame: Int16Array | null = null;
  write(frame: Int16Array): void {
    this.frame = frame.slice();
  }
  next(): Int16Array {
    const frame = this.frame ?? new Int16Array(FRAME_SAMPLES);
    this.frame = null;
    return frame;
  }
}

export class FakeMedia implements MediaFactory {
  readonly legs: FakeLeg[] = [];
  readonly recordings: string[] = [];
  /** Frames and value by target; anything else is not found. */
  readonly sounds = new Map<string, readonly [frames: number, value: number]>();

  /** Sound is only there when this has resolved. */
  ready: Promise<void> = Promise.resolve();

  async createRtp(): Promise<MediaLeg> {
    const leg = new FakeLeg();
    this.legs.push(leg);
    await this.ready;
    return leg;
  }
  createWebRtc(): Promise<MediaLeg> {
    return this.createRtp();
  }
  openSource(target: string): FrameSource {
    const sound = this.sounds.get(target);
    if (sound === undefined) throw new Error('not found');
    return new FakeSource(...sound);
  }
  mix(sources: readonly FrameSource[]): FrameSource {
    return {
      next: () => {
        const sum = new Int16Array(FRAME_SAMPLES);
        for (const source of sources) source.next()?.forEach((v, at) => (sum[at] = (sum[at] ?? 0) + v));
        return sum;
      },
    };
  }
  pipe(): FakePipe {
    return new FakePipe();
  }
  record(_leg: MediaLeg, path: string, { stereo }: RecordingManner): Recording {
    this.recordings.push(`start ${path} ${stereo}`);
    return {
      mask: (on) => this.recordings.push(`mask ${on}`),
      pause: (on) => this.recordings.push(`pause ${on}`),
      stop: () => Promise.resolve(1000),
    };
  }
  close(): void {}

  /** Time for sound: every leg sends a frame and its events are followed. */
  async tick(times = 1): Promise<void> {
    for (let done = 0; done < times; done += 1) {
      for (const leg of this.legs) leg.tick();
      await settle();
    }
  }
}

export class FakeDialog implements SipDialog {
  readonly callId = 'call';
  byes: (number | undefined)[] = [];
  hangUp: () => void = () => undefined;
  lose: (reason: string) => void = () => undefined;
  info: (digit: string, ms: number) => void = () => undefined;
  bye(cause?: number): void {
    this.byes.push(cause);
  }
  onBye(listener: (facts: { readonly reason: string | null }) => void): void {
    this.hangUp = () => {
      listener({ reason: null });
    };
  }
  onReinvite(): void {}
  onInfoDigit(listener: (digit: string, ms: number) => void): void {
    this.info = listener;
  }
  onLost(listener: (reason: string) => void): void {
    this.lose = listener;
  }
}

export class FakeIncoming implements IncomingCall {
  readonly callId = randomUUID();
  readonly from = { user: '13800000001', displayName: 'Carol', uri: 'sip:13800000001@127.0.0.1' };
  readonly to = { user: '1000', uri: 'sip:1000@127.0.0.1' };
  readonly requestUser = '1000';
  readonly remote = { transport: 'udp', host: '127.0.0.1', port: 5062 } as const;
  readonly profile = 'trunk';
  readonly sdp: string | null = 'v=0 theirs';
  readonly headers = new Map<string, string>();
  readonly dialog = new FakeDialog();
  accepted: string | null = null;
  rejected: number | null = null;
  cancel: () => void = () => undefined;
  ring(): void {}
  accept(sdp: string): SipDialog {
    this.accepted = sdp;
    return this.dialog;
  }
  reject(status: number): void {
    this.rejected = status;
  }
  onCancel(listener: () => void): void {
    this.cancel = listener;
  }
}

export class FakeOutgoing implements OutgoingCall {
  readonly callId = randomUUID();
  readonly dialog = new FakeDialog();
  cancelled: string | null = null;
  ring: (sdp?: string) => void = () => undefined;
  answer: (sdp?: string) => void = () => undefined;
  fail: (status: number, reason?: string) => void = () => undefined;
  constructor(readonly request: OutgoingCallRequest) {}
  onRinging(listener: Parameters<OutgoingCall['onRinging']>[0]): void {
    this.ring = (sdp) => {
      listener({ status: sdp === undefined ? 180 : 183, sdp: sdp ?? null });
    };
  }
  onAnswered(listener: Parameters<OutgoingCall['onAnswered']>[0]): void {
    this.answer = (sdp = 'v=0 theirs') => {
      listener(this.dialog, sdp);
    };
  }
  onFailed(listener: Parameters<OutgoingCall['onFailed']>[0]): void {
    this.fail = (status, reason) => {
      listener({ status, phrase: 'No', reason: reason ?? null });
    };
  }
  cancel(reason?: string): void {
    this.cancelled = reason ?? '';
  }
}

export class FakeSip implements SipStack {
  readonly trunk = { host: '127.0.0.1', port: 5060 };
  readonly ws = { host: '127.0.0.1', port: 5066 };
  readonly calls: FakeOutgoing[] = [];
  registered: string[] = [];
  call(request: OutgoingCallRequest): OutgoingCall {
    const call = new FakeOutgoing(request);
    this.calls.push(call);
    return call;
  }
  isRegistered(user: string): boolean {
    return this.registered.includes(user);
  }
  registrations(): ReturnType<SipStack['registrations']> {
    return this.registered.map((user) => ({
      user,
      contact: `sip:${user}@x.invalid`,
      remote: { transport: 'ws', host: '127.0.0.1', port: 1 },
      expiresAt: 1,
    }));
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
}

/** Lets promises that are ready run. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A switch on fakes, with everything it told. */
export class FakeSwitch {
  readonly media = new FakeMedia();
  readonly sip = new FakeSip();
  readonly events: FiredEvent[] = [];
  readonly warnings: string[] = [];
  readonly core: SwitchCore;

  constructor() {
    this.core = new SwitchCore({
      media: this.media,
      domain: 'kiloline.test',
      address: '127.0.0.1',
      soundsDir: '/sounds',
      guardSeconds: 20,
      maxSessions: 50,
      sessionsPerSecond: 400,
      now: Date.now,
      log: { warn: (facts, message) => this.warnings.push(`${message} ${JSON.stringify(facts)}`) },
    });
    this.core.bus.listen((event) => this.events.push(event));
    this.core.start(this.sip);
  }

  async arrive(): Promise<{ call: FakeIncoming; uuid: string }> {
    const call = new FakeIncoming();
    this.core.sipEvents.onCall(call);
    await settle();
    const uuid = this.events.findLast((one) => one.name === 'CHANNEL_PARK')?.header('Unique-ID') ?? '';
    return { call, uuid };
  }

  async answered(): Promise<{ call: FakeIncoming; uuid: string; leg: FakeLeg }> {
    const { call, uuid } = await this.arrive();
    this.execute(uuid, 'answer', '');
    await settle();
    return { call, uuid, leg: this.media.legs.at(-1) as FakeLeg };
  }

  /** An answered leg of ours. */
  async answeredOut(): Promise<{ call: FakeOutgoing; uuid: string; leg: FakeLeg }> {
    const uuid = randomUUID();
    void this.originate(uuid);
    await settle();
    const call = this.sip.calls.at(-1) as FakeOutgoing;
    call.answer();
    await settle();
    return { call, uuid, leg: this.media.legs.at(-1) as FakeLeg };
  }

  async originate(
    uuid: string,
    target = 'sofia/trunk/139@127.0.0.1:5062',
    timeoutS = 20,
    earlyMedia = 'ignore_early_media=true',
  ): Promise<string> {
    const variables = `origination_uuid=${uuid},originate_timeout=${timeoutS},${earlyMedia},park_after_bridge=true`;
    const { reply, afterReply } = await this.core.api(`originate {${variables}}${target} &park()`);
    afterReply?.();
    return reply;
  }

  execute(uuid: string, name: string, data: string, eventUuid = 'e', lock = false): string {
    return this.core.execute(uuid, { app: { name, data }, uuid: eventUuid, lock });
  }

  async api(line: string): Promise<string> {
    const { reply } = await this.core.api(line);
    await settle();
    return reply;
  }

  /** Event names of a leg with what distinguishes them, without the prologue of its arrival. */
  story(uuid: string): string[] {
    return this.events
      .filter((one) => one.header('Unique-ID') === uuid)
      .filter((one) => !/^(set|sched_transfer)$/.test(one.header('Application') ?? ''))
      .map((one) =>
        [one.name.replace('CHANNEL_', ''), one.header('Application'), one.header('Application-Response')]
          .filter((part) => part !== undefined && part !== '_none_')
          .join(' '),
      );
  }

  event(uuid: string, name: string): FiredEvent | undefined {
    return this.events.findLast((one) => one.name === name && one.header('Unique-ID') === uuid);
  }

  async stop(): Promise<void> {
    await this.core.stop();
    await settle();
  }
}
