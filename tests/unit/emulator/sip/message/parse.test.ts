import { describe, expect, it } from '@jest/globals';
import { sdpOf, serialize } from '../../../../../freeswitch/emulator/sip/message/message';
import { MAX_MESSAGE_BYTES, parseMessage } from '../../../../../freeswitch/emulator/sip/message/parse';
import { parse, parseRequest, requestText, SDP } from '../sip-bench';

const lines = (...all: string[]): string => [...all, '', ''].join('\r\n');
const ESSENTIAL = ['From: <sip:a@h>;tag=1', 'To: <sip:b@h>', 'Call-ID: x', 'CSeq: 1 OPTIONS'];
const VIA = 'Via: SIP/2.0/UDP h;branch=z9hG4bK1';
const options = (...more: string[]): string => lines('OPTIONS sip:b@h SIP/2.0', VIA, ...ESSENTIAL, ...more);

describe('parseMessage', () => {
  it('reads compact forms, folding, odd blanks and odd cases (RFC 4475 §3.1.1.1)', () => {
    const request = parseRequest(
      lines(
        'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
        'TO :',
        ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
        'f   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
        '  ;',
        '  tag = 98asjd8',
        'MaX-fOrWaRdS: 0068',
        'i: wsinv.ndaksdj@192.0.2.1',
        'cseq: 0009',
        '  INVITE',
        'v  : SIP  /   2.0',
        '  /UDP',
        '    192.0.2.2;branch=390skdjuw',
        's :',
        'NewFangledHeader:   newfangled value',
        ' continued newfangled value',
        'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue , <sip:x@y>',
      ),
    );
    expect(request.via).toMatchObject({ transport: 'UDP', host: '192.0.2.2', port: null });
    expect(request.from).toMatchObject({ displayName: 'J Rosenberg \\"', uri: 'sip:jdrosen@example.com' });
    expect(request.from.params.get('tag')).toBe('98asjd8');
    expect(request.to.params.get('tag')).toBe('1918181833n');
    expect(request.cseq).toEqual({ number: 9, method: 'INVITE' });
    expect(request.headers.get('newfangledheader')).toBe('newfangled value continued newfangled value');
    expect(request.headers.list('Contact')).toHaveLength(2);
  });

  it('takes several Via on one line as on many', () => {
    const one = parseRequest(
      options('Via: SIP/2.0/TCP [2001:db8::9]:5061;branch=b, SIP/2.0/UDP x;branch="a,b"'),
    );
    expect(one.headers.list('Via')).toHaveLength(3);
    expect(one.via.host).toBe('h');
  });

  it('keeps commas in quotes and brackets, and UTF-8 in names', () => {
    const request = parseRequest(
      options('Contact: "Wang, \\"小明\\"" <sip:a@h>, <sip:c@h;x=1,2>').replace(
        'From: <sip:a@h>',
        'From: "王小明 🎧" <sip:a@h>',
      ),
    );
    expect(request.headers.list('Contact')).toHaveLength(2);
    expect(request.from.displayName).toBe('王小明 🎧');
  });

  it('reads IPv6 addresses in Via and URIs', () => {
    const text = options()
      .replace('SIP/2.0/UDP h;', 'SIP/2.0/UDP [2001:db8::9:1]:6050;')
      .replace('b@h SIP', 'b@[::1]:5070 SIP');
    expect(parseRequest(text).via).toMatchObject({ host: '2001:db8::9:1', port: 6050 });
    expect(parse(text)).toMatchObject({ fault: null });
  });

  it('ignores blank lines in front, and accepts bare line feeds', () => {
    expect(parseRequest(`\r\n\r\n${options()}`).callId).toBe('x');
    expect(parseRequest(options().replaceAll('\r\n', '\n')).callId).toBe('x');
  });

  it('cuts the body at Content-Length, in bytes', () => {
    const body = 'v=0 你好';
    const text = `${options(`l: ${Buffer.byteLength(body)}`)}${body}trailing`;
    expect(parseRequest(text).body).toBe(body);
  });

  it('takes the rest as the body where there is no Content-Length (RFC 3261 §18.3, RFC 7118 §5)', () => {
    expect(parseRequest(`${options('c: application/sdp')}${SDP}`).body).toBe(SDP);
  });

  it('tells SDP from other bodies', () => {
    expect(sdpOf(parseRequest(`${options('Content-Type: Application/SDP;charset=utf-8')}${SDP}`))).toBe(SDP);
    expect(sdpOf(parseRequest(`${options('Content-Type: text/plain')}hello`))).toBeNull();
  });

  it.each([
    ['a status without a phrase', 'SIP/2.0 200', 200, ''],
    ['a phrase in UTF-8', 'SIP/2.0 183 = 2**3 * 没有', 183, '= 2**3 * 没有'],
  ])('reads %s', (_name, first, status, phrase) => {
    expect(parse(lines(first, VIA, ...ESSENTIAL)).message).toMatchObject({
      kind: 'response',
      status,
      phrase,
    });
  });

  it.each([
    ['an empty packet', ''],
    ['a keep-alive', '\r\n\r\n'],
    ['no blank line', 'OPTIONS sip:b@h SIP/2.0\r\nCall-ID: x\r\n'],
    ['RTP', '\u0080\u0000\u0012\u0034 ... \r\n\r\n'],
    ['HTTP', lines('GET / HTTP/1.1', 'Host: h')],
    ['no Via', lines('OPTIONS sip:b@h SIP/2.0', ...ESSENTIAL)],
    [
      'no Call-ID',
      lines('OPTIONS sip:b@h SIP/2.0', VIA, ...ESSENTIAL.filter((line) => !line.startsWith('Call'))),
    ],
    ['no CSeq', lines('OPTIONS sip:b@h SIP/2.0', VIA, ...ESSENTIAL.slice(0, 3))],
    ['a CSeq that is no number', options().replace('1 OPTIONS', 'one OPTIONS')],
    ['an open quote in From', options().replace('<sip:a@h>', '"Mr. J. User <sip:a@h>')],
    ['an open bracket in To', options().replace('<sip:b@h>', '<sip:b@h')],
    ['two tags in From', options().replace('tag=1', 'tag=1;tag=2')],
    ['blanks around the request URI', options().replace('sip:b@h SIP', '< sip:b@h > SIP')],
    ['several blanks in the start line', options().replace('OPTIONS sip', 'OPTIONS  sip')],
    ['a header without a colon', options('nonsense')],
    ['a NUL', options('X: a\0b')],
    ['a Via of another world', options().replace('SIP/2.0/UDP h', 'HTTP/1.1/UDP h')],
    ['a Via port out of range', options().replace('UDP h;', 'UDP h:99999;')],
    ['a response whose body is cut off', lines('SIP/2.0 200 OK', VIA, ...ESSENTIAL, 'Content-Length: 9')],
    ['a status out of range', lines('SIP/2.0 4294967301 x', VIA, ...ESSENTIAL)],
    ['300 headers', options(...Array.from({ length: 300 }, (_, index) => `X-${index}: y`))],
    ['a line of 20 kB', options(`X: ${'y'.repeat(20_000)}`)],
    ['more than 64 KiB', `${options()}${'y'.repeat(MAX_MESSAGE_BYTES)}`],
  ])('drops %s', (_name, text) => {
    expect(parseMessage(Buffer.from(text))).toBeNull();
  });

  it.each([
    ['a Content-Length beyond the end', options('Content-Length: 9999'), 400],
    ['a negative Content-Length', options('Content-Length: -999'), 400],
    ['two Content-Lengths', options('Content-Length: 0', 'l: 5'), 400],
    ['a CSeq of another method', options().replace('1 OPTIONS', '1 INVITE'), 400],
    ['a CSeq out of range', options().replace('1 OPTIONS', '4294967295 OPTIONS'), 400],
    ['two From', options('f: <sip:c@h>;tag=2'), 400],
    ['two Call-ID', options('i: y'), 400],
    ['a Max-Forwards that is no number', options('Max-Forwards: many'), 400],
    ['another version', options().replace('b@h SIP/2.0', 'b@h SIP/7.0'), 505],
    ['an unknown scheme', options().replace('sip:b@h SIP', 'nobodyKnowsThisScheme:totallyopaque SIP'), 416],
    ['no URI at all', options().replace('sip:b@h SIP', 'hello SIP'), 400],
    ['a URI with a broken escape', options().replace('sip:b@h SIP', 'sip:b%Z0@h SIP'), 400],
    ['a URI with a hidden line end', options().replace('sip:b@h SIP', 'sip:b%0d%0a@h SIP'), 400],
  ])('answers %s', (_name, text, status) => {
    expect(parse(text).fault?.status).toBe(status);
  });

  it.each([
    'sip:user;par=u%40example.net@example.com',
    'sips:b@h',
    'tel:+8613800000001',
    'sip:h',
    'sip:b:pw@h;lr?x=y',
  ])('accepts the request URI %s', (uri) =>
    expect(parse(options().replace('sip:b@h SIP', `${uri} SIP`)).fault).toBeNull(),
  );

  it('does not confuse header names with what objects inherit', () => {
    expect(parseRequest(options('constructor: a', '__proto__: b')).headers.get('Constructor')).toBe('a');
  });

  it('stays fast on blanks and line ends without end', () => {
    const blanks = ' '.repeat(16_000);
    const started = performance.now();
    for (const text of [
      options().replace('UDP h;branch=z9hG4bK1', `UDP${blanks}h ${blanks};\u2028`),
      options(`CSeq: 1${blanks}x y`, `Session-Expires: 1${blanks}x`),
      options(`Contact: ${'"<;,'.repeat(4000)}`),
    ])
      parseMessage(Buffer.from(text));
    // A pattern that backtracks takes minutes for it.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('serialize', () => {
  it('writes what it reads', () => {
    const request = parseRequest(requestText('INVITE', { body: SDP }));
    expect(serialize(parseRequest(serialize(request)))).toBe(serialize(request));
    expect(sdpOf(parseRequest(serialize(request)))).toBe(SDP);
  });

  it('lets no value begin a line of its own', () => {
    const request = parseRequest(requestText('OPTIONS'));
    request.headers.set('X-Name', 'a\r\nVia: evil\r\n\r\n');
    expect(serialize(request)).not.toMatch(/\r\nVia: evil/);
  });
});
