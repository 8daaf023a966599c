import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mirrored } from '../../../../freeswitch/emulator/media/sdp/direction';
import { readRemoteAudio, type Profile } from '../../../../freeswitch/emulator/media/sdp/remote-audio';
import {
  checkWebRtc,
  iceUserOf,
  lettingCallerStart,
  nextAnswer,
} from '../../../../freeswitch/emulator/media/sdp/webrtc-text';
import { writeAnswer } from '../../../../freeswitch/emulator/media/sdp/write-audio';
import type { MediaFault } from '../../../../freeswitch/emulator/media/media-error';

const chromium = (name: string): string => readFileSync(join(__dirname, `chromium-${name}.sdp`), 'latin1');
const join_ = (...lines: string[]): string => [...lines, ''].join('\r\n');

/** As mod_sofia of 1.11 writes it with PCMU,PCMA and comfort noise. */
const FREESWITCH = join_(
  'v=0',
  'o=FreeSWITCH 1795372711 1795372712 IN IP4 127.0.0.1',
  's=FreeSWITCH',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 20464 RTP/AVP 0 8 101 13',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=fmtp:101 0-15',
  'a=rtpmap:13 CN/8000',
  'a=ptime:20',
);
const plain = (audio: string, ...lines: string[]): string =>
  join_('v=0', 'o=- 1 1 IN IP4 10.0.0.1', 's=-', 'c=IN IP4 10.0.0.1', 't=0 0', audio, ...lines);

const withFault = (fault: MediaFault): Error => expect.objectContaining({ fault }) as Error;

describe('what others offer', () => {
  it.each<[string, string, Profile, Record<string, unknown>]>([
    ['Chromium’s offer', chromium('offer'), 'webrtc', { pcmuType: 0, eventType: 126, direction: 'sendrecv' }],
    [
      'Chromium’s answer',
      chromium('answer'),
      'webrtc',
      { pcmuType: 0, eventType: 101, direction: 'sendrecv' },
    ],
    ['FreeSWITCH', FREESWITCH, 'trunk', { pcmuType: 0, eventType: 101, address: '127.0.0.1', port: 20_464 }],
    ['no rtpmap, no events', plain('m=audio 4000 RTP/AVP 8 0'), 'trunk', { pcmuType: 0, eventType: null }],
    [
      'PCMU by another number',
      plain('m=audio 4000 RTP/AVP 96', 'a=rtpmap:96 pcmu/8000/1'),
      'trunk',
      { pcmuType: 96 },
    ],
    [
      'its own address',
      plain('m=audio 4000 RTP/AVP 0', 'c=IN IP4 10.0.0.2'),
      'trunk',
      { address: '10.0.0.2' },
    ],
    ['the hold of old', plain('m=audio 4000 RTP/AVP 0', 'c=IN IP4 0.0.0.0'), 'trunk', { address: null }],
    ['hold', plain('m=audio 4000 RTP/AVP 0', 'a=sendonly'), 'trunk', { direction: 'sendonly' }],
    [
      'hold for the whole session',
      plain('a=inactive', 'm=audio 4000 RTP/AVP 0'),
      'trunk',
      { direction: 'inactive' },
    ],
    ['bare line feeds', FREESWITCH.replaceAll('\r\n', '\n'), 'trunk', { eventType: 101 }],
    [
      'video first',
      plain('m=video 5000 RTP/AVP 96', 'm=audio 4000 RTP/AVP 0'),
      'trunk',
      { index: 1, port: 4000 },
    ],
  ])('%s is understood', (_, sdp, profile, expected) => {
    expect(readRemoteAudio(sdp, profile)).toMatchObject(expected);
  });

  it.each<[string, string, Profile, RegExp]>([
    ['nothing', '', 'trunk', /v=0/],
    ['garbage', 'v=0\r\nm=audio what', 'trunk', /m= line/],
    ['a port out of range', plain('m=audio 70000 RTP/AVP 0'), 'trunk', /m= line/],
    ['only video', plain('m=video 5000 RTP/AVP 96'), 'trunk', /No audio/],
    ['refused audio', plain('m=audio 0 RTP/AVP 0'), 'trunk', /No audio/],
    ['only PCMA', plain('m=audio 4000 RTP/AVP 8'), 'trunk', /PCMU/],
    ['0 for something else', plain('m=audio 4000 RTP/AVP 0', 'a=rtpmap:0 G729/8000'), 'trunk', /PCMU/],
    ['a type out of range', plain('m=audio 4000 RTP/AVP 200', 'a=rtpmap:200 PCMU/8000'), 'trunk', /range/],
    ['SRTP on a trunk', plain('m=audio 4000 RTP/SAVP 0'), 'trunk', /RTP\/SAVP is not served/],
    ['a browser on a trunk', chromium('offer'), 'trunk', /SAVPF is not served on the trunk/],
    ['a trunk as a browser', FREESWITCH, 'webrtc', /RTP\/AVP is not served on the webrtc/],
    ['IPv6', plain('m=audio 4000 RTP/AVP 0', 'c=IN IP6 ::1'), 'trunk', /IPv4/],
    ['a host name', plain('m=audio 4000 RTP/AVP 0', 'c=IN IP4 example.com'), 'trunk', /IPv4/],
    ['no c= line', FREESWITCH.replace(/^c=.*\r\n/m, ''), 'trunk', /c= line/],
    ['a book', `v=0\r\n${'a=x\r\n'.repeat(20_000)}`, 'trunk', /too long/],
  ])('%s is refused with the reason', (_, sdp, profile, message) => {
    expect(() => readRemoteAudio(sdp, profile)).toThrow(message);
    expect(() => readRemoteAudio(sdp, profile)).toThrow(withFault('unsupported-sdp'));
  });

  it.each(['fingerprint', 'rtcp-mux', 'mid', 'ice-ufrag'])('a browser without a=%s is refused', (name) => {
    const sdp = chromium('offer').replace(new RegExp(`^a=${name}.*\r\n`, 'm'), '');
    const check = (): void => {
      const remote = readRemoteAudio(sdp, 'webrtc');
      checkWebRtc(remote);
      iceUserOf(remote);
    };
    expect(check).toThrow(withFault('unsupported-sdp'));
  });
});

describe('what we answer', () => {
  const origin = { id: 7, version: 2, address: '127.0.0.1' };

  it('takes the types of the offer and refuses other media in their place', () => {
    const remote = readRemoteAudio(
      plain(
        'm=video 5000 RTP/AVP 96 97',
        'm=audio 4000 RTP/AVP 8 0 99',
        'a=rtpmap:99 telephone-event/8000',
        'm=audio 6000 RTP/AVP 0',
      ),
      'trunk',
    );
    const answer = writeAnswer(
      { origin, port: 30_000, pcmuType: 0, eventType: 99, direction: 'recvonly' },
      remote,
    );
    expect(answer.split('\r\n').filter((line) => /^[mo]=|^a=(rtpmap|recvonly)/.test(line))).toEqual([
      'o=kiloline 7 2 IN IP4 127.0.0.1',
      'm=video 0 RTP/AVP 96 97',
      'm=audio 30000 RTP/AVP 0 99',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:99 telephone-event/8000',
      'a=recvonly',
      'm=audio 0 RTP/AVP 0',
    ]);
  });

  it('mirrors the direction', () => {
    expect((['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const).map(mirrored)).toEqual([
      'sendrecv',
      'recvonly',
      'sendonly',
      'inactive',
    ]);
  });

  it('answers a re-INVITE with the version raised, the role kept and nothing else changed', () => {
    const before = lettingCallerStart(chromium('offer'));
    expect(before).toMatch(/^a=setup:active\r$/m);
    const after = nextAnswer(before, 'recvonly', 'passive');
    const changed = after.split('\r\n').filter((line, at) => line !== before.split('\r\n')[at]);
    expect(changed).toEqual(['o=- 1729602503923114777 3 IN IP4 127.0.0.1', 'a=setup:passive', 'a=recvonly']);
  });
});
