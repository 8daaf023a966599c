import { afterAll, beforeAll, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { LegEvent, SoundItem, Switch, SwitchEvent } from '../../../server/calls/switch';
import { callId, legId, type CallId, type LegId } from '../../../server/contract/ids';
import { eventually } from '../../support/eventually';
import type { SwitchKind } from '../../support/launch-switch';
import { onEachSwitch } from '../../support/each-switch';
import { SipParty, type PartyCall } from '../../support/sip-party';
import { startSwitchUnderTest, type Attached, type SwitchUnderTest } from '../../support/switch-under-test';

/** Notes the parties of these tests speak. */
export const CALLER_HERTZ = 1500;
export const CALLEE_HERTZ = 2000;

export const newCall = (): CallId => callId(randomUUID());
export const newLeg = (): LegId => legId(randomUUID());
export const sound = (name: string): SoundItem => ({ kind: 'sound', name, language: 'zh-CN' });
export const silence = (ms: number): SoundItem => ({ kind: 'silence', ms });

type Kind = SwitchEvent['kind'];
type OfKind<K extends Kind> = Extract<SwitchEvent, { kind: K }>;

/** A running switch, an adapter that is up, a caller and a callee. */
export class Bench {
  under!: SwitchUnderTest;
  attached!: Attached;
  caller!: SipParty;
  callee!: SipParty;

  constructor(private readonly kind: SwitchKind) {}

  async open(): Promise<void> {
    this.caller = await SipParty.open(CALLER_HERTZ);
    this.callee = await SipParty.open(CALLEE_HERTZ);
    this.under = await startSwitchUnderTest(this.kind);
    this.attached = await this.under.attach({ trunk: this.callee.address });
  }

  async close(): Promise<void> {
    await this.attached.stop();
    await this.under.stop();
    this.caller.close();
    this.callee.close();
  }

  get switch(): Switch {
    return this.attached.switch;
  }

  all<K extends LegEvent['kind']>(kind: K, leg: LegId): OfKind<K>[] {
    return this.attached.seen.filter(
      (one): one is OfKind<K> => one.kind === kind && 'legId' in one && one.legId === leg,
    );
  }

  /** The n-th event of that kind on that leg. */
  event<K extends LegEvent['kind']>(kind: K, leg: LegId, nth = 1, timeoutMs = 5000): Promise<OfKind<K>> {
    return eventually(`${kind} of ${leg}`, () => this.all(kind, leg)[nth - 1], timeoutMs);
  }

  /** A call from outside: its leg is parked, and answered unless told otherwise. */
  async arrive(
    answer = true,
    from = this.caller,
  ): Promise<{ call: PartyCall; leg: LegId; parked: OfKind<'parked'> }> {
    const before = this.attached.seen.length;
    const call = await from.call(this.under.carrierSide, '1000');
    const parked = await eventually('a call arrives', () =>
      this.attached.seen
        .slice(before)
        .find((one): one is OfKind<'parked'> => one.kind === 'parked' && one.facts.direction === 'inbound'),
    );
    if (answer) {
      await this.switch.answer(parked.legId);
      await this.event('answered', parked.legId);
      await this.startAudio(parked.legId, call);
    }
    return { call, leg: parked.legId, parked };
  }

  /** Calls a number of the callee. */
  async callOut(number: string, timeoutS = 20): Promise<LegId> {
    const leg = newLeg();
    await this.switch.callCustomer({
      legId: leg,
      callId: newCall(),
      number,
      callerNumber: '4001000',
      timeoutS,
    });
    return leg;
  }

  async answeredOut(number: string): Promise<{ leg: LegId; call: PartyCall }> {
    const leg = await this.callOut(number);
    await this.event('parked', leg);
    const call = this.callee.calls.findLast((one) => one.dialed === number);
    if (call === undefined) throw new Error('the callee was not called');
    await this.startAudio(leg, call);
    return { leg, call };
  }

  /** A parked leg is sent nothing, and a test's phone speaks once it is spoken to. */
  private async startAudio(leg: LegId, call: PartyCall): Promise<void> {
    await this.switch.playMusic(leg);
    await eventually('audio flows', () => call.media.packetsHeard > 3);
    await this.switch.stopPlaying(leg);
    await new Promise((resolve) => setTimeout(resolve, 60));
    call.media.forget();
  }

  async hears(call: PartyCall, hertz: number, timeoutMs = 3000): Promise<void> {
    await eventually(
      `${hertz} Hz is heard`,
      () => {
        const tone = call.media.tone(100);
        return tone !== null && Math.abs(tone.hertz - hertz) <= 20;
      },
      timeoutMs,
    );
  }
}

/** One file of the suite that every switch is held to. */
export function describeSwitch(name: string, body: (bench: Bench) => void): void {
  onEachSwitch([], name, (kind) => {
    const bench = new Bench(kind);
    jest.setTimeout(20_000);
    beforeAll(() => bench.open(), 60_000);
    afterAll(() => bench.close(), 30_000);
    body(bench);
  });
}
