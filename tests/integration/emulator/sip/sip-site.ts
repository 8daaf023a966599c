import { createHash } from 'node:crypto';
import type {
  A1HashLookup,
  IncomingCall,
  OutgoingCall,
  OutgoingCallRequest,
  SipDialog,
} from '../../../../freeswitch/emulator/ports';
import {
  createSipStack,
  type RunningSipStack,
  type SipStackSettings,
} from '../../../../freeswitch/emulator/sip';

export const DOMAIN = 'kiloline.local';
export const PASSWORDS: Readonly<Record<string, string>> = { '1001': 'right', '1002': 'other' };

export const sdp = (port: number): string =>
  `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n`;

export const lookUp: A1HashLookup = (user) => {
  const password = PASSWORDS[user];
  const hash = createHash('md5').update(`${user}:${DOMAIN}:${password}`).digest('hex');
  return Promise.resolve(password === undefined ? null : hash);
};

/** A stack on free ports of the loopback, with what it told. */
export interface Site {
  readonly stack: RunningSipStack;
  readonly told: string[];
  readonly calls: IncomingCall[];
  /** What to do with a call; by default nothing. */
  answering: (call: IncomingCall) => void;
}

export async function openSite(settings: Partial<SipStackSettings> = {}): Promise<Site> {
  const told: string[] = [];
  const calls: IncomingCall[] = [];
  const stack = await createSipStack({
    address: '127.0.0.1',
    trunkPort: 0,
    wsPort: 0,
    domain: DOMAIN,
    trunkAllow: ['127.0.0.0/8'],
    lookUpA1Hash: lookUp,
    events: {
      onCall: (call) => {
        calls.push(call);
        site.answering(call);
      },
      onRegistered: ({ user, expires }) => told.push(`registered ${user} ${expires}`),
      onUnregistered: ({ user, reason }) => told.push(`unregistered ${user} ${reason}`),
      onRegisterFailed: ({ user }) => told.push(`failed ${user}`),
    },
    ...settings,
  });
  const site: Site = { stack, told, calls, answering: () => undefined };
  return site;
}

export const callTo = (stack: RunningSipStack, port: number, user = '1000'): OutgoingCall =>
  stack.call(requestTo({ kind: 'trunk', user, host: '127.0.0.1', port }));

export const requestTo = (target: OutgoingCallRequest['target']): OutgoingCallRequest => ({
  target,
  callerNumber: '13800000001',
  callerName: '王小明',
  sdp: sdp(40_000),
  headers: { 'X-Kiloline-Call': '42' },
});

/** How the call came out: its dialog, or the status it failed with. */
export const outcome = (call: OutgoingCall): Promise<{ dialog: SipDialog; sdp: string } | number> =>
  new Promise((resolve) => {
    call.onAnswered((dialog, answer) => resolve({ dialog, sdp: answer }));
    call.onFailed(({ status }) => resolve(status));
  });

export async function answered(call: OutgoingCall): Promise<SipDialog> {
  const result = await outcome(call);
  if (typeof result === 'number') throw new Error(`The call failed with ${result}`);
  return result.dialog;
}
