import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { freePort } from '../../server/parts';
import { eventually } from './eventually';
import { requirement } from './requirements';
import { RtpEndpoint } from './rtp-endpoint';

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
export async function waitForCall(behaviour: CalleeBehaviour, options: PhoneOptions): Promise<SippPhone> {
  const phone = await startPhone(options, `callee-${behaviour}`, []);
  await eventually('SIPp listens', () => isListening(phone.sipPort), 20_000);
  return phone;
}

/** Nobody refuses what is sent there: a line break, which SIP takes for a keep-alive. */
async function isListening(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    return await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false));
      socket.connect(port, '127.0.0.1', () => {
        socket.send('\r\n\r\n');
        // On this machine the refusal comes with the sending; it is read in the next turns.
        setTimeout(() => resolve(true), 100);
      });
    });
  } finally {
    socket.close();
  }
}

async function startPhone(
  options: PhoneOptions,
  scenario: string,
  args: readonly string[],
): Promise<SippPhone> {
  const rtp = await RtpEndpoint.open(options.tone);
  const sipPort = options.sipPort ?? (await freePort('udp'));
  const mediaPort = await freePort('udp');
  const child = spawn(
    requirement('sipp'),
    [
      ...['-sf', join(__dirname, 'sipp', `${scenario}.xml`), '-m', '1', '-nostdin', '-trace_err'],
      ...['-i', '127.0.0.1', '-p', String(sipPort), '-mi', '127.0.0.1', '-mp', String(mediaPort)],
      ...['-timeout', `${LONGEST_CALL_S}s`, '-timeout_error', '-key', 'rtp', String(rtp.port)],
      ...args,
    ],
    { cwd: options.dir, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8000)));
  }
  const ended = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  return {
    rtp,
    sipPort,
    ended,
    output: () => output,
    hangUp: () => undefined,
    stop: async () => {
      await endChild(child, ended);
      rtp.close();
    },
  };
}

async function endChild(child: ChildProcess, ended: Promise<number>): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGKILL');
  await ended;
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
