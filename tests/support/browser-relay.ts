import { createSocket, type RemoteInfo } from 'node:dgram';
import WebSocket from 'ws';
import { createMedia } from '../../freeswitch/emulator/media/factory';
import type { MediaLeg } from '../../freeswitch/emulator/ports';
import type { SipAddress } from './sip-party';

export interface BrowserRelay {
  /** Where a SipParty sends what is meant for the switch's browsers' side. */
  readonly address: SipAddress;
  close(): void;
}

/**
 * Lets a plain SIP phone sign on where only browsers can: what it sends over UDP goes on over one WebSocket, and
 * what it answers to an INVITE gets the SDP of a WebRTC connection that the relay makes. It is heard as silence.
 */
export async function startBrowserRelay(wsUrl: string, firstRtpPort = 16_000): Promise<BrowserRelay> {
  const media = createMedia({
    address: '127.0.0.1',
    rtpPorts: { first: firstRtpPort, last: firstRtpPort + 2 },
    streams: {},
  });
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const answers = new Map<string, Promise<MediaLeg>>();
  let web: WebSocket | null = null;
  let phone: RemoteInfo | null = null;

  const toPhone = (data: Buffer) => {
    const text = data.toString();
    if (text.startsWith('INVITE ') && bodyOf(text) !== '') {
      answers.set(callIdOf(text), media.createWebRtc(bodyOf(text)));
    }
    if (phone !== null)
      socket.send(text.replaceAll('SIP/2.0/WS ', 'SIP/2.0/UDP '), phone.port, phone.address);
  };
  const connected = (): Promise<WebSocket> => {
    web ??= new WebSocket(wsUrl, 'sip').on('message', toPhone);
    const current = web;
    if (current.readyState === WebSocket.OPEN) return Promise.resolve(current);
    return new Promise((resolve, reject) => {
      current.once('open', () => {
        resolve(current);
      });
      current.once('error', reject);
    });
  };
  const toSwitch = async (text: string) => {
    const leg = /^SIP\/2\.0 200/.test(text) ? await answers.get(callIdOf(text)) : undefined;
    const message = leg === undefined || bodyOf(text) === '' ? text : withBody(text, leg.localSdp);
    (await connected()).send(message.replaceAll('SIP/2.0/UDP ', 'SIP/2.0/WS '));
  };
  socket.on('message', (data, from) => {
    phone = from;
    void toSwitch(data.toString());
  });
  return {
    address: { host: '127.0.0.1', port: socket.address().port },
    close: () => {
      web?.terminate();
      socket.close();
      media.close();
    },
  };
}

const callIdOf = (text: string): string => /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);
const withBody = (text: string, body: string): string =>
  `${text.slice(0, text.indexOf('\r\n\r\n')).replace(/^Content-Length: *\d+/im, `Content-Length: ${Buffer.byteLength(body)}`)}\r\n\r\n${body}`;
