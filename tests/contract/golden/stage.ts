import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { EslConnection, type Command } from '../../../server/esl/connection';
import { newMetrics } from '../../../server/esl/metrics';
import { eventually } from '../../support/eventually';
import { SipParty, type PartyCall, type SipAddress } from '../../support/sip-party';

export type RawEvent = Readonly<Record<string, unknown>>;

/** A running switch, seen through its raw protocols alone. */
export interface SwitchAddresses {
  readonly esl: { readonly host: string; readonly port: number; readonly password: string };
  readonly sipUdp: SipAddress;
  readonly wsUrl: string;
  readonly domain: string;
  /** Directory of WAV files by language, as the switch sees it. */
  readonly soundsDir: string;
}

/** More than the server subscribes to, so that the traces show what lies between. */
const EVENTS = [
  'CHANNEL_CREATE',
  'CHANNEL_ANSWER',
  'CHANNEL_PARK',
  'CHANNEL_UNPARK',
  'CHANNEL_BRIDGE',
  'CHANNEL_UNBRIDGE',
  'CHANNEL_EXECUTE',
  'CHANNEL_EXECUTE_COMPLETE',
  'CHANNEL_HANGUP',
  'CHANNEL_HANGUP_COMPLETE',
  'CHANNEL_DESTROY',
  'DTMF',
  'RECORD_START',
  'RECORD_STOP',
  'BACKGROUND_JOB',
  'HEARTBEAT',
  'CUSTOM',
  'sofia::register',
  'sofia::unregister',
  'sofia::expire',
];

/** Commands, events and two telephones on one switch. */
export class Stage {
  readonly events: RawEvent[] = [];
  caller!: SipParty;
  callee!: SipParty;
  private commands!: EslConnection;
  private listener!: EslConnection;
  private nudge: NodeJS.Timeout | undefined;

  constructor(readonly addresses: SwitchAddresses) {}

  async open(): Promise<void> {
    this.caller = await SipParty.open(1500);
    this.callee = await SipParty.open(2000);
    this.commands = await this.connect();
    this.listener = await this.connect((json) => this.events.push(json));
    await this.listener.send([`event json ${EVENTS.join(' ')}`]);
    this.nudge = setInterval(() => {
      this.listener.nudge();
    }, 2);
  }

  close(): void {
    clearInterval(this.nudge);
    this.commands.destroy('done');
    this.listener.destroy('done');
    this.caller.close();
    this.callee.close();
  }

  send(command: Command): Promise<string> {
    return this.commands.send(command);
  }

  sendAll(commands: readonly Command[]): Promise<string[]> {
    return this.commands.sendAll(commands);
  }

  /** A call from outside, up to its park. */
  async arrive(): Promise<{ readonly call: PartyCall; readonly leg: string }> {
    const before = this.events.length;
    const call = await this.caller.call(this.addresses.sipUdp, '1000');
    const parked = await eventually('the call parks', () =>
      this.events
        .slice(before)
        .find((one) => one['Event-Name'] === 'CHANNEL_PARK' && one['Call-Direction'] === 'inbound'),
    );
    return { call, leg: String(parked['Unique-ID']) };
  }

  /** The n-th event of that name on that leg. */
  event(leg: string, name: string, nth = 1, timeoutMs = 6000): Promise<RawEvent> {
    return eventually(
      `${name} of ${leg}`,
      () => this.events.filter((one) => one['Event-Name'] === name && one['Unique-ID'] === leg)[nth - 1],
      timeoutMs,
    );
  }

  newLeg(): string {
    return randomUUID();
  }

  /** Until nothing of these legs is to be expected any more. */
  async gone(legs: readonly string[]): Promise<void> {
    for (const leg of legs) await this.event(leg, 'CHANNEL_DESTROY');
    await sleep(300);
  }

  private connect(onEvent?: (json: RawEvent) => void): Promise<EslConnection> {
    return EslConnection.connect({
      ...this.addresses.esl,
      commandTimeoutMs: 5000,
      metrics: newMetrics(),
      ...(onEvent === undefined ? {} : { onEvent }),
    });
  }
}
