import { describe, expect, it } from '@jest/globals';
import { switchId } from '../../../server/contract/ids';
import { toSwitchEvent } from '../../../server/esl/events';
import { FsEvent, MissingHeader } from '../../../server/esl/fs-event';

const LEG = '1e900000-0000-4000-8000-000000000001';
const OTHER = '1e900000-0000-4000-8000-000000000002';
const CALL = 'c0000000-0000-4000-8000-000000000001';
const FS1 = switchId('fs1');

const read = (json: Record<string, unknown>) => toSwitchEvent(new FsEvent(json), FS1);
const onLeg = (name: string, more: Record<string, unknown> = {}) => ({
  'Event-Name': name,
  'Unique-ID': LEG,
  'Event-Date-Timestamp': '1795378957639412',
  'Call-Direction': 'inbound',
  'Caller-Context': 'trunk-in',
  'Channel-Presence-Data': `kl;r=customer;c=${CALL}`,
  ...more,
});
const base = { switchId: FS1, at: 1_795_378_957_639, legId: LEG, tag: { role: 'customer', callId: CALL } };

describe('events of FreeSWITCH', () => {
  it('reads an arriving call, unclaimed', () => {
    const arriving = onLeg('CHANNEL_PARK', {
      'Channel-Presence-Data': `kl;r=customer;c=${LEG}`,
      'Caller-Caller-ID-Number': '13800000001',
      'Caller-Caller-ID-Name': 'Zoë\u0007\n 王' + 'x'.repeat(100),
      'Caller-Destination-Number': '1000',
      'Answer-State': 'ringing',
    });
    expect(read(arriving)).toEqual({
      ...base,
      tag: null,
      kind: 'parked',
      facts: {
        direction: 'inbound',
        answered: false,
        callerNumber: '13800000001',
        callerName: ('Zoë 王' + 'x'.repeat(100)).slice(0, 64),
        dialedNumber: '1000',
      },
    });
  });

  it('reads a guest’s call as one that arrives, and believes no number a browser asserts', () => {
    const guest = onLeg('CHANNEL_PARK', {
      'Caller-Context': 'webrtc',
      'Channel-Presence-Data': `kl;r=customer;c=${LEG}`,
      'Caller-Caller-ID-Number': '13900000001',
      'Caller-Caller-ID-Name': 'Carol 李',
      'Caller-Destination-Number': '1000',
    });
    const facts = { direction: 'inbound', answered: false, callerNumber: '', dialedNumber: '1000' };
    expect(read(guest)).toEqual({
      ...base,
      tag: null,
      kind: 'parked',
      facts: { ...facts, callerName: 'Carol 李' },
    });
    const nameless = { ...guest, 'Caller-Caller-ID-Name': '13900000001' };
    expect(read(nameless)).toMatchObject({ facts: { ...facts, callerName: '' } });
    // An agent who dials is refused and never tagged: none of our business.
    expect(read({ ...guest, 'Channel-Presence-Data': undefined })).toBeNull();
  });

  it('reads who a leg is', () => {
    expect(read(onLeg('CHANNEL_ANSWER'))).toEqual({ ...base, kind: 'answered' });
    const agent = read(onLeg('CHANNEL_ANSWER', { 'Channel-Presence-Data': `kl;r=agent;c=${CALL};a=1001` }));
    expect(agent).toMatchObject({ tag: { role: 'agent', callId: CALL, agentId: '1001' } });
  });

  it('reads bridges from either leg', () => {
    const pair = { 'Bridge-A-Unique-ID': OTHER, 'Bridge-B-Unique-ID': LEG };
    expect(read(onLeg('CHANNEL_BRIDGE', pair))).toEqual({ ...base, kind: 'bridged', otherLegId: OTHER });
    expect(read(onLeg('CHANNEL_UNBRIDGE', pair))).toEqual({ ...base, kind: 'unbridged', otherLegId: OTHER });
    expect(read(onLeg('CHANNEL_UNBRIDGE'))).toEqual({ ...base, kind: 'unbridged', otherLegId: null });
  });

  it.each([
    ['recv_bye', undefined, 'party', undefined],
    ['send_bye', undefined, 'switch', undefined],
    ['recv_refuse', '486', 'party', 486],
    ['send_cancel', '487', 'switch', 487],
    [undefined, 'none', 'switch', undefined],
  ])('reads a hang-up by %s, %s', (disposition, status, by, sipStatus) => {
    const event = read(
      onLeg('CHANNEL_HANGUP_COMPLETE', {
        'Hangup-Cause': 'USER_BUSY',
        variable_sip_hangup_disposition: disposition,
        variable_sip_invite_failure_status: status,
      }),
    );
    expect(event).toEqual({
      ...base,
      kind: 'hung-up',
      cause: 'USER_BUSY',
      by,
      ...(sipStatus === undefined ? {} : { sipStatus }),
    });
  });

  it('reads keys', () => {
    expect(read(onLeg('DTMF', { 'DTMF-Digit': '#' }))).toEqual({ ...base, kind: 'digit', digit: '#' });
  });

  it('reads the end of a play of ours, and of no other', () => {
    const done = (more: Record<string, unknown>) => read(onLeg('CHANNEL_EXECUTE_COMPLETE', more));
    const ours = { 'Application-UUID': 'kl-play-p:1', 'Application-Response': 'FILE PLAYED' };
    expect(done(ours)).toEqual({ ...base, kind: 'play-finished', playId: 'p:1' });
    expect(done({ ...ours, 'Application-Response': 'FILE NOT FOUND' })).not.toBeNull();
    expect(done({ ...ours, 'Application-Response': 'PLAYBACK ERROR' })).toBeNull();
    expect(done({ ...ours, 'Answer-State': 'hangup' })).toBeNull();
    expect(done({ 'Application-UUID': 'kl-part' })).toBeNull();
    expect(done({ 'Application-UUID': OTHER })).toBeNull();
  });

  it('reads registrations of agents, not of carriers', () => {
    const about = {
      'Event-Name': 'CUSTOM',
      'Event-Date-Timestamp': '1000000',
      'profile-name': 'webrtc',
      'from-user': '1001',
    };
    const when = { switchId: FS1, at: 1000, sipUser: '1001' };
    expect(read({ ...about, 'Event-Subclass': 'sofia::register' })).toEqual({ ...when, kind: 'registered' });
    expect(read({ ...about, 'Event-Subclass': 'sofia::unregister', reason: 'socket-disconnection' })).toEqual(
      {
        ...when,
        kind: 'unregistered',
        reason: 'socket-disconnection',
      },
    );
    expect(read({ ...about, 'Event-Subclass': 'sofia::expire', user: '1001' })).toEqual({
      ...when,
      kind: 'unregistered',
      reason: 'expired',
    });
    expect(read({ ...about, 'Event-Subclass': 'sofia::register', 'profile-name': 'trunk' })).toBeNull();
  });

  it('leaves alone what is not ours', () => {
    const foreign = { 'Channel-Presence-Data': '', 'Caller-Context': 'default' };
    expect(read(onLeg('CHANNEL_PARK', foreign))).toBeNull();
    expect(
      read(onLeg('CHANNEL_PARK', { ...foreign, 'Caller-Context': 'trunk-in', 'Call-Direction': 'outbound' })),
    ).toBeNull();
    expect(read(onLeg('CHANNEL_CREATE'))).toBeNull();
    // A call from a carrier is ours before the dialplan has tagged it.
    expect(read(onLeg('CHANNEL_HANGUP_COMPLETE', { 'Channel-Presence-Data': undefined }))).toMatchObject({
      tag: null,
    });
    // And still is when the guard took it away.
    const overflow = { 'Channel-Presence-Data': `kl;r=overflow;c=${LEG}`, 'Caller-Context': 'overflow' };
    expect(read(onLeg('CHANNEL_HANGUP_COMPLETE', overflow))).toMatchObject({ kind: 'hung-up', tag: null });
  });

  it.each([
    ['CHANNEL_PARK', 'Unique-ID'],
    ['CHANNEL_PARK', 'Event-Date-Timestamp'],
    ['DTMF', 'DTMF-Digit'],
    ['CHANNEL_BRIDGE', 'Bridge-B-Unique-ID'],
  ])('says that %s lacks %s', (name, header) => {
    const json = onLeg(name, { [header]: undefined });
    expect(() => read(json)).toThrow(MissingHeader);
  });

  it('takes the first of repeated headers, and odd values for none', () => {
    const event = new FsEvent({ A: ['1', '2'], B: 7, C: { x: 1 }, D: null, E: '' });
    expect(['A', 'B', 'C', 'D', 'E', 'toString'].map((header) => event.get(header))).toEqual([
      '1',
      '7',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
