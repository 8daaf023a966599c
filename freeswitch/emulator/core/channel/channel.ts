import type { Cause } from '../causes';
import type { Header, HeaderValue } from '../events/fired-event';
import { profileHeaders, type CallerProfile } from './caller-profile';
import { STATE_NUMBERS, type CallState, type ChannelState } from './states';

export interface ChannelFacts {
  readonly uuid: string;
  /** sofia/<profile>/<who>@<where> */
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly sofiaProfile: 'trunk' | 'webrtc';
  readonly profile: CallerProfile;
}

/** What a channel is, and how its events describe it (switch_channel_event_set_basic_data). */
export class Channel {
  readonly uuid: string;
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly sofiaProfile: 'trunk' | 'webrtc';
  readonly variables = new Map<string, HeaderValue>();
  profile: CallerProfile;
  /** The partner of the last bridge, and which side of it he was. */
  other: { readonly type: 'originator' | 'originatee'; readonly profile: CallerProfile } | null = null;
  /** The state whose work is being done; `nextState` differs while a change is on its way. */
  runningState: ChannelState = 'CS_INIT';
  nextState: ChannelState = 'CS_ROUTING';
  callState: CallState = 'DOWN';
  answered = false;
  hasMedia = false;
  hangupCause: Cause | null = null;
  /** CF_DIALPLAN: decides whose number is shown (switch_channel_flip_cid). */
  hitDialplan = false;
  /** CF_BLEG: an inbound leg that was joined as the second one. */
  isBLeg = false;

  constructor(facts: ChannelFacts) {
    this.uuid = facts.uuid;
    this.name = facts.name;
    this.direction = facts.direction;
    this.sofiaProfile = facts.sofiaProfile;
    this.profile = facts.profile;
  }

  /** The newest is the last, also when it was there before; null removes it. */
  set(name: string, value: HeaderValue | null): void {
    this.variables.delete(name);
    if (value !== null && value !== '') this.variables.set(name, value);
  }

  setAll(values: Readonly<Record<string, HeaderValue | null>>): void {
    for (const [name, value] of Object.entries(values)) this.set(name, value);
  }

  /** One more entry of an array variable. */
  push(name: string, value: string): void {
    const old = this.variables.get(name);
    this.set(name, old === undefined ? value : [...(typeof old === 'string' ? [old] : old), value]);
  }

  get(name: string): string | undefined {
    const value = this.variables.get(name);
    return typeof value === 'string' ? value : value?.[0];
  }

  isTrue(name: string): boolean {
    return /^(true|yes|on|enable|enabled|active|1)$/i.test(this.get(name) ?? '');
  }

  get answerState(): 'hangup' | 'answered' | 'ringing' {
    if (this.hangupCause !== null) return 'hangup';
    return this.answered ? 'answered' : 'ringing';
  }

  /** Headers of every event of this channel. */
  basicHeaders(): Header[] {
    const presence = this.get('presence_data');
    return [
      ['Channel-State', this.runningState],
      ['Channel-Call-State', this.callState],
      ['Channel-State-Number', String(STATE_NUMBERS[this.nextState])],
      ['Channel-Name', this.name],
      ['Unique-ID', this.uuid],
      ['Call-Direction', this.direction],
      ['Presence-Call-Direction', this.direction],
      ['Channel-HIT-Dialplan', String(this.direction === 'inbound' || this.hitDialplan)],
      ...(presence === undefined ? [] : [['Channel-Presence-Data', presence] as const]),
      ['Channel-Call-UUID', this.get('call_uuid') ?? this.uuid],
      ['Answer-State', this.answerState],
      ...(this.hangupCause === null ? [] : [['Hangup-Cause', this.hangupCause] as const]),
      ...(this.hasMedia ? CODEC : []),
      ...profileHeaders('Caller', this.profile),
      ...(this.other === null
        ? []
        : [['Other-Type', this.other.type] as const, ...profileHeaders('Other-Leg', this.other.profile)]),
    ];
  }

  /** Of a channel that was given up before it had a profile. */
  stillbornHeaders(): Header[] {
    this.runningState = 'CS_NONE';
    this.nextState = 'CS_NEW';
    return this.basicHeaders().filter(([name]) => !/^Caller-|^Channel-Presence/.test(name));
  }

  /** And of those that carry all variables. */
  extendedHeaders(): Header[] {
    const variables = [...this.variables].map(([name, value]) => [`variable_${name}`, value] as const);
    return [...this.basicHeaders(), ...variables];
  }
}

const CODEC: readonly Header[] = (['Read', 'Write'] as const).flatMap((side) => [
  [`Channel-${side}-Codec-Name`, 'PCMU'] as const,
  [`Channel-${side}-Codec-Rate`, '8000'] as const,
  [`Channel-${side}-Codec-Bit-Rate`, '64000'] as const,
]);
