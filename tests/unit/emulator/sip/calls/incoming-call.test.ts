import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { IncomingInvite } from '../../../../../freeswitch/emulator/sip/calls/incoming-call';
import { InviteServer } from '../../../../../freeswitch/emulator/sip/transactions/server-transaction';
import {
  answerText,
  createCallBench,
  FakeFlow,
  parseResponse,
  requestText,
  SDP,
  type RequestFacts,
} from '../sip-bench';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Carol's call, up to where the switch has to decide. */
function carolCalls(headers: readonly string[] = [], transport: 'udp' | 'ws' = 'udp') {
  const bench = createCallBench();
  const flow = new FakeFlow(transport);
  bench.receive(requestText('INVITE', { body: SDP, headers }), flow);
  const [transaction] = bench.invites;
  if (!(transaction instanceof InviteServer)) throw new Error('no INVITE');
  const call = new IncomingInvite(bench.context, transaction, 'trunk');
  const cancelled = jest.fn();
  call.onCancel(cancelled);
  const from = (method: string, facts: RequestFacts = {}) => bench.receive(requestText(method, facts), flow);
  const tag = () => parseResponse(flow.sent.at(-1)!).to.params.get('tag')!;
  return { ...bench, flow, call, cancelled, from, tag };
}

const expectNothingLeft = (bench: { layer: { size: number }; dialogs: { size: number } }) => {
  jest.advanceTimersByTime(70_000);
  expect([bench.layer.size, bench.dialogs.size]).toEqual([0, 0]);
};

describe('an incoming call', () => {
  it('says who calls whom from where', () => {
    const { call } = carolCalls(['X-Two: a', 'X-Two: b']);
    expect(call).toMatchObject({
      callId: 'call-1',
      from: { user: 'carol', displayName: 'Carol', uri: 'sip:carol@192.0.2.9' },
      to: { user: '1000', uri: 'sip:1000@192.0.2.1' },
      requestUser: '1000',
      remote: { transport: 'udp', host: '192.0.2.9', port: 5070 },
      profile: 'trunk',
      sdp: SDP,
    });
    expect(call.headers.get('X-Two')).toBe('a, b');
  });

  it('is tried, rung and answered with one tag, however often the INVITE comes', () => {
    const { call, flow, from, invites, tag } = carolCalls();
    call.ring();
    const rung = tag();
    from('INVITE', { body: SDP });
    call.accept('v=0 ours');
    from('INVITE', { body: SDP });
    expect(invites).toHaveLength(1);
    expect(flow.log).toEqual(['100 INVITE', '180 INVITE', '180 INVITE', '200 INVITE']);
    expect(tag()).toBe(rung);
    expect(parseResponse(flow.last('200 INVITE')).body).toBe('v=0 ours');
  });

  it('repeats its 200 until the ACK, and says BYE when none comes (RFC 3261 §13.3.1.4)', () => {
    const bench = carolCalls();
    const lost = jest.fn();
    bench.call.accept(SDP).onLost(lost);
    jest.advanceTimersByTime(7500);
    expect(bench.flow.log.filter((one) => one === '200 INVITE')).toHaveLength(5);
    expect(lost).not.toHaveBeenCalled();
    jest.advanceTimersByTime(24_500);
    expect(lost).toHaveBeenCalledWith('no-ack');
    expect(bench.flow.log.at(-1)).toBe('BYE');
    expectNothingLeft(bench);
  });

  it('falls silent at the ACK, and minds no late one', () => {
    const { call, flow, from, tag } = carolCalls();
    call.accept(SDP);
    for (let times = 0; times < 3; times += 1) from('ACK', { toTag: tag(), branch: 'z9hG4bKack' });
    jest.advanceTimersByTime(60_000);
    expect(flow.log).toEqual(['100 INVITE', '200 INVITE']);
  });

  it('waits with its BYE for the ACK (RFC 3261 §15)', () => {
    const { call, flow, from, tag } = carolCalls();
    const dialog = call.accept(SDP);
    dialog.bye(17);
    expect(flow.log.at(-1)).toBe('200 INVITE');
    from('ACK', { toTag: tag(), branch: 'z9hG4bKack' });
    expect(flow.log.at(-1)).toBe('BYE');
  });

  it.each([
    [486, undefined, 'Busy Here', null],
    [503, 'Maximum Calls', 'Maximum Calls', null],
    [480, 'Q.850;cause=19;text="NO_ANSWER"', 'Temporarily Unavailable', 'Q.850;cause=19;text="NO_ANSWER"'],
  ])('is refused with %d', (status, reason, phrase, header) => {
    const bench = carolCalls();
    bench.call.reject(status, reason);
    bench.call.reject(500);
    bench.call.ring();
    const response = parseResponse(bench.flow.sent.at(-1)!);
    expect(response).toMatchObject({ status, phrase });
    expect(response.headers.get('Reason')).toBe(header);
    expectNothingLeft(bench);
  });

  it('cannot be answered twice or refused with no final status', () => {
    const { call } = carolCalls();
    expect(() => call.reject(180)).toThrow();
    call.accept(SDP);
    expect(() => call.accept(SDP)).toThrow();
  });

  it('is not kept for ever when nobody decides', () => {
    const bench = carolCalls();
    jest.advanceTimersByTime(15 * 60_000);
    expect(bench.cancelled).toHaveBeenCalledTimes(1);
    expect(bench.flow.log).toContain('480 INVITE');
    expectNothingLeft(bench);
  });
});

describe('a caller who gives up', () => {
  it('by CANCEL gets 200 and 487, and an answer that comes too late is none', async () => {
    const bench = carolCalls();
    bench.from('CANCEL');
    bench.from('CANCEL');
    expect(bench.flow.log).toEqual(['100 INVITE', '200 CANCEL', '487 INVITE', '200 CANCEL']);
    expect(bench.cancelled).toHaveBeenCalledTimes(1);
    const over = jest.fn();
    bench.call.accept(SDP).onBye(over);
    await jest.advanceTimersByTimeAsync(0);
    expect(over).toHaveBeenCalledTimes(1);
    expect(bench.flow.log).not.toContain('200 INVITE');
    expectNothingLeft(bench);
  });

  it('by CANCEL after our 200 still has an answered call, and hangs it up', () => {
    const bench = carolCalls();
    const bye = jest.fn();
    const dialog = bench.call.accept(SDP);
    dialog.onBye(bye);
    const toTag = bench.tag();
    bench.from('CANCEL');
    expect(bench.cancelled).not.toHaveBeenCalled();
    expect(bench.flow.log.at(-1)).toBe('200 CANCEL');
    bench.from('ACK', { toTag, branch: 'z9hG4bKack' });
    bench.from('BYE', { toTag, cseq: 2 });
    expect(bye).toHaveBeenCalledWith({ reason: null });
    expectNothingLeft(bench);
  });

  it('by BYE on the early dialog', () => {
    const bench = carolCalls();
    bench.call.ring();
    bench.from('BYE', { toTag: bench.tag(), cseq: 2 });
    expect(bench.flow.log.slice(-2)).toEqual(['200 BYE', '487 INVITE']);
    expect(bench.cancelled).toHaveBeenCalledTimes(1);
    expectNothingLeft(bench);
  });

  it('by closing the WebSocket', () => {
    const bench = carolCalls([], 'ws');
    bench.layer.flowClosed(bench.flow);
    bench.dialogs.flowClosed(bench.flow);
    expect(bench.cancelled).toHaveBeenCalledTimes(1);
    expect([bench.layer.size, bench.dialogs.size, jest.getTimerCount()]).toEqual([0, 0, 0]);
  });
});

describe('within a call that is not answered yet', () => {
  it.each([
    ['UPDATE', {}, '200 UPDATE'],
    ['UPDATE', { body: SDP }, '500 UPDATE'],
    ['INVITE', { body: SDP }, '500 INVITE'],
    ['INFO', {}, '200 INFO'],
    ['PRACK', {}, '481 PRACK'],
    ['REFER', {}, '405 REFER'],
    ['NONSENSE', {}, '501 NONSENSE'],
  ])('%s %j gets %s', (method, facts, expected) => {
    const { call, from, tag, flow } = carolCalls();
    call.ring();
    from(method, { ...facts, toTag: tag(), cseq: 2 });
    expect(flow.log.at(-1)).toBe(expected);
  });
});

describe('both sides hanging up at once', () => {
  it('answers the BYE that crosses ours and tells nobody', () => {
    const bench = carolCalls();
    const bye = jest.fn();
    const dialog = bench.call.accept(SDP);
    dialog.onBye(bye);
    const toTag = bench.tag();
    bench.from('ACK', { toTag, branch: 'z9hG4bKack' });
    dialog.bye();
    bench.from('BYE', { toTag, cseq: 2 });
    expect(bench.flow.log.slice(-2)).toEqual(['BYE', '200 BYE']);
    bench.receive(answerText(bench.flow.last('BYE'), 481), bench.flow);
    expect(bye).not.toHaveBeenCalled();
    expectNothingLeft(bench);
  });
});
