import { describe, expect, it } from '@jest/globals';
import { Headers } from '../../../../../freeswitch/emulator/sip/message/headers';
import { escapeUser, parseUri } from '../../../../../freeswitch/emulator/sip/message/uri';
import { stampTopVia } from '../../../../../freeswitch/emulator/sip/message/via';

describe('stampTopVia', () => {
  const from = { host: '203.0.113.7', port: 4321 };
  it.each([
    [
      'says nothing when the sender told the truth',
      'SIP/2.0/UDP 203.0.113.7:9;branch=b',
      'SIP/2.0/UDP 203.0.113.7:9;branch=b',
    ],
    [
      'adds the source where it differs',
      'SIP/2.0/UDP h;branch=b',
      'SIP/2.0/UDP h;branch=b;received=203.0.113.7',
    ],
    [
      'fills rport in',
      'SIP/2.0/UDP h;rport;branch=b',
      'SIP/2.0/UDP h;branch=b;received=203.0.113.7;rport=4321',
    ],
    [
      'believes no claim',
      'SIP/2.0/UDP h;received=1.2.3.4;rport=5;branch=b',
      'SIP/2.0/UDP h;branch=b;received=203.0.113.7;rport=4321',
    ],
  ])('%s', (_name, value, expected) => {
    const headers = new Headers([['Via', `${value}, SIP/2.0/UDP second;branch=x`]]);
    stampTopVia(headers, from);
    expect(headers.getAll('Via')).toEqual([expected, 'SIP/2.0/UDP second;branch=x']);
  });
});

describe('parseUri', () => {
  it.each([
    [
      'sip:+8610-1000@Example.COM:5070;transport=ws;lr',
      { user: '+8610-1000', host: 'example.com', port: 5070 },
    ],
    ['sip:a%20b:secret@[::1]', { user: 'a b', host: '::1', port: null }],
    ['sip:user;par=u%40example.net@example.com', { user: 'user;par=u@example.net', host: 'example.com' }],
    ['tel:+86138;phone-context=x', { user: '+86138', host: '' }],
  ])('reads %s', (text, expected) => expect(parseUri(text)).toMatchObject(expected));

  it.each([
    'sip:',
    'sip:@',
    'sip:a@',
    'sip:a@h:0',
    'sip:a@h:70000',
    'http://h',
    'sip:a@b c',
    'sip:a@h;x=1;x=2',
  ])('refuses %s', (text) => expect(parseUri(text)).toBeNull());

  it('escapes what a user part may not hold, and reads it back', () => {
    expect(escapeUser('*31#+86;a')).toBe('*31%23+86;a');
    expect(parseUri(`sip:${escapeUser('张 三@#')}@h`)?.user).toBe('张 三@#');
  });
});
