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
 * Lets plain SIP phones sign on where only browsers can: what each sends over UDP goes on over a WebSocket of its own, and
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
  const lines = new Map<string, WebSocket>();

  const toPhone = (phone: RemoteInfo, data: Buffer) => {
    const text = data.toString();
    if (text.startsWith('INVITE ') && bodyOf(text) !== '') {
      answers.set(callIdOf(text), media.createWebRtc(bodyOf(text)));
    }
    socket.send(text.replaceAll('SIP/2.0/WS ', 'SIP/2.0/UDP '), phone.port, phone.address);
  };
  const lineOf = (phone: RemoteInfo): Promise<WebSocket> => {
    const name = `${phone.address}:${phone.port}`;
    const line =
      lines.get(name) ??
      new WebSocket(wsUrl, 'sip').on('message', (data: Buffer) => {
        toPhone(phone, data);
      });
    lines.set(name, line);
    if (line.readyState === WebSocket.OPEN) return Promise.resolve(line);
    return new Promise((resolve, reject) => {
      line.once('open', () => {
        resolve(line);
      });
      line.once('error', reject);
    });
  };
  const toSwitch = async (text: string, phone: RemoteInfo) => {
    const leg = /^SIP\/2\.0 200/.test(text) ? await answers.get(callIdOf(text)) : undefined;
    const message = leg === undefined || bodyOf(text) === '' ? text : withBody(text, leg.localSdp);
    (await lineOf(phone)).send(message.replaceAll('SIP/2.0/UDP ', 'SIP/2.0/WS '));
  };
  socket.on('message', (data, from) => {
    void toSwitch(data.toString(), from);
  });
  return {
    address: { host: '127.0.0.1', port: socket.address().port },
    close: () => {
      for (const line of lines.values()) line.terminate();
      socket.close();
      media.close();
    },
  };
}

const callIdOf = (text: string): string => /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);
const withBody = (text: string, body: string): string =>
  `${text.slice(0, text.indexOf('\r\n\r\n')).replace(/^Content-Length: *\d+/im, `Content-Length: ${Buffer.byteLength(body)}`)}\r\n\r\n${body}`;
