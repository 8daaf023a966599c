import { describe, expect, it } from '@jest/globals';
import { Admission, createAddressList } from '../../../../freeswitch/emulator/sip/admission';
import { FakeFlow, parseRequest, requestText } from './sip-bench';

describe('createAddressList', () => {
  it.each([
    [['127.0.0.0/8'], '127.9.9.9', true],
    [['127.0.0.0/8'], '128.0.0.1', false],
    [['192.0.2.9/32', '10.0.0.0/8'], '192.0.2.9', true],
    [['192.0.2.9/32'], '192.0.2.8', false],
    [['2001:db8::/32'], '2001:db8::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['0.0.0.0/0'], '8.8.8.8', true],
    [[], '127.0.0.1', false],
    [['127.0.0.0/8'], 'localhost', false],
  ])('%j and %s: %s', (cidrs, address, expected) => expect(createAddressList(cidrs)(address)).toBe(expected));

  it.each(['10.0.0.0', '10.0.0.0/33', 'host/8', '10.0.0.0/x', '::1/129'])('refuses %s', (cidr) =>
    expect(() => createAddressList([cidr])).toThrow(),
  );
});

describe('Admission', () => {
  const invite = parseRequest(requestText('INVITE'));
  const options = parseRequest(requestText('OPTIONS'));

  it('lets calls in from carriers only, and any question from everybody', () => {
    const closed = new Admission(
      () => false,
      () => 0,
    );
    expect(closed.judge(invite, new FakeFlow())).toBe(403);
    expect(closed.judge(options, new FakeFlow())).toBeNull();
    expect(closed.judge(invite, new FakeFlow('ws'))).toBeNull();
  });

  it('bounds the requests of a second for each side apart', () => {
    let ms = 0;
    const open = new Admission(
      () => true,
      () => ms,
    );
    const floods = Array.from({ length: 501 }, () => open.judge(options, new FakeFlow('ws')));
    expect(floods.filter((one) => one === 503)).toHaveLength(1);
    expect(open.judge(invite, new FakeFlow())).toBeNull();
    ms = 1000;
    expect(open.judge(options, new FakeFlow('ws'))).toBeNull();
  });
});
