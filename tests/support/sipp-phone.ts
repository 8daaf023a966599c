import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { RtpEndpoint } from './rtp-endpoint';
import { startSipp } from './start-sipp';

interface Address {
  readonly host: string;
  readonly port: number;
}

interface PhoneOptions {
  /** Where SIPp may write. */
  readonly dir: string;
  /** Note this phone says, hertz. */
  readonly tone: number;
  /** Where it can be called; any free port unless given. */
  readonly sipPort?: number;
}

export interface CallerOptions extends PhoneOptions {
  readonly target: Address;
  readonly dialedNumber: string;
  readonly callerNumber: string;
  readonly callerName?: string;
}

/** A phone on a trunk: SIPp signals, the endpoint is its mouth and ear. */
export interface SippPhone {
  readonly rtp: RtpEndpoint;
  readonly sipPort: number;
  /** Resolves with SIPp's exit status: 0 when everything went as its scenario says. */
  readonly ended: Promise<number>;
  /** Everything SIPp printed, for a failure's message. */
  output(): string;
  hangUp(): void;
  stop(): Promise<void>;
}

const LONGEST_CALL_S = 240;

/** Calls a number; hangs up when told to, or when the far side does. */
export async function callFromTrunk(options: CallerOptions): Promise<SippPhone> {
  const callId = randomUUID();
  const phone = await startPhone(options, 'caller', [
    ...['-s', options.dialedNumber, '-cid_str', callId],
    ...['-key', 'caller', options.callerNumber, '-key', 'name', options.callerName ?? 'Carol'],
    `${options.target.host}:${options.target.port}`,
  ]);
  const hangUp = () => nudge(phone.sipPort, callId);
  const stop = async () => {
    // Nobody on the switch is left waiting for a phone that is no more.
    hangUp();
    await Promise.race([phone.ended, new Promise((resolve) => setTimeout(resolve, 1000))]);
    await phone.stop();
  };
  return { ...phone, hangUp, stop };
}

export type CalleeBehaviour = 'answers' | 'busy' | 'silent' | 'unknown';

/** Waits for one call; answers when it can come. */
export function waitForCall(behaviour: CalleeBehaviour, options: PhoneOptions): Promise<SippPhone> {
  return startPhone(options, `callee-${behaviour}`, []);
}

async function startPhone(
  { dir, tone, sipPort }: PhoneOptions,
  scenario: string,
  args: readonly string[],
): Promise<SippPhone> {
  const rtp = await RtpEndpoint.open(tone);
  const sipp = await startSipp({
    ...{ scenario, dir, sipPort, timeoutSeconds: LONGEST_CALL_S },
    args: ['-m', '1', '-key', 'rtp', String(rtp.port), ...args],
  });
  return {
    rtp,
    sipPort: sipp.sipPort,
    ended: sipp.ended,
    output: () => sipp.output(),
    hangUp: () => undefined,
    stop: async () => {
      await sipp.stop();
      rtp.close();
    },
  };
}

/** An INFO inside the call, which the scenario takes for the order to hang up. */
function nudge(sipPort: number, callId: string): void {
  const socket = createSocket('udp4');
  const message = [
    `INFO sip:caller@127.0.0.1:${sipPort} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK${randomUUID()}`,
    'From: <sip:test@127.0.0.1>;tag=test',
    `To: <sip:caller@127.0.0.1:${sipPort}>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 INFO',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
  socket.send(message, sipPort, '127.0.0.1', () => socket.close());
}
