import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OutgoingInvite } from '../../../../../freeswitch/emulator/sip/calls/outgoing-call';
import { planInvite } from '../../../../../freeswitch/emulator/sip/outgoing-invite';
import type { SipDialog } from '../../../../../freeswitch/emulator/ports';
import { answerText, createCallBench, FakeFlow, parseRequest, SDP } from '../sip-bench';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A call to Dave, whose answers the test writes. */
function callDave(transport: 'udp' | 'ws' = 'udp') {
  const bench = createCallBench();
  const flow = new FakeFlow(transport);
  const request = {
    target: { kind: 'trunk', user: 'dave', host: '192.0.2.9', port: 5070 },
    callerNumber: '4008001000',
    callerName: 'Kilo "line"\r\nX: y',
    sdp: SDP,
    headers: { 'X-Kiloline-Call': '7', Via: 'evil' },
  } as const;
  const place = { uri: 'sip:dave@192.0.2.9:5070', to: 'sip:dave@192.0.2.9', fromHost: '192.0.2.1' };
  const plan = planInvite(request, flow, place);
  const call = new OutgoingInvite(bench.context, plan.request, flow, plan);
  const told: unknown[] = [];
  let dialog: SipDialog | null = null;
  call.onRinging(({ status }) => told.push(`ringing ${status}`));
  call.onAnswered((answered) => {
    dialog = answered;
    told.push('answered');
  });
  call.onFailed(({ status, reason }) => told.push(`failed ${status}${reason === null ? '' : ` ${reason}`}`));
  const answer = (status: number, facts: Parameters<typeof answerText>[2] = {}) =>
    bench.receive(answerText(flow.sent[0]!, status, facts), flow);
  return { ...bench, flow, call, told, answer, dialog: () => dialog! };
}

const settle = () => jest.advanceTimersByTimeAsync(0);
const expectNothingLeft = async (bench: { layer: { size: number }; dialogs: { size: number } }) => {
  await jest.advanceTimersByTimeAsync(70_000);
  expect([bench.layer.size, bench.dialogs.size]).toEqual([0, 0]);
};

describe('an outgoing call', () => {
  it('asks with our name, our number and the extra headers, and lets none of them forge others', () => {
    const { headers } = parseRequest(callDave().flow.sent[0]!);
    expect(headers.get('From')).toMatch(/^"Kilo \\"line\\" X: y" <sip:4008001000@192.0.2.1>;tag=/);
    expect(headers.get('X-Kiloline-Call')).toBe('7');
    expect(headers.list('Via')).toHaveLength(1);
    expect(headers.get('Session-Expires')).toBe('1800;refresher=uac');
  });

  it('asks no browser for session refreshes', () => {
    expect(parseRequest(callDave('ws').flow.sent[0]!).headers.has('Session-Expires')).toBe(false);
  });

  it('rings, is answered, acknowledges every copy of the answer, and hangs up', async () => {
    const bench = callDave();
    const { answer, flow, told } = bench;
    answer(100);
    answer(180);
    answer(200, { body: SDP });
    answer(200, { body: SDP });
    expect(told).toEqual(['ringing 180', 'answered']);
    expect(flow.log).toEqual(['INVITE', 'ACK', 'ACK']);
    expect(flow.sent[1]).toBe(flow.sent[2]);
    bench.dialog().bye(16);
    bench.dialog().bye(16);
    expect(flow.log.slice(3)).toEqual(['BYE']);
    expect(parseRequest(flow.last('BYE')).headers.get('Reason')).toBe('Q.850;cause=16');
    bench.receive(answerText(flow.last('BYE'), 200), flow);
    await expectNothingLeft(bench);
  });

  it('takes the answer of a 183 for that of a 200 without one', () => {
    const { answer, call } = callDave();
    const answers: string[] = [];
    call.onRinging(({ status, sdp }) => answers.push(`${status} ${String(sdp !== null)}`));
    call.onAnswered((_, sdp) => answers.push(`answered ${String(sdp === SDP)}`));
    answer(180);
    answer(183, { body: SDP });
    answer(200);
    expect(answers).toEqual(['180 false', '183 true', 'answered true']);
  });

  it.each([
    [486, {}, 'failed 486'],
    [480, { headers: ['Reason: Q.850;cause=18'] }, 'failed 480 Q.850;cause=18'],
    [302, {}, 'failed 302'],
    [401, {}, 'failed 401'],
  ])('fails with the far side’s %d', async (status, facts, expected) => {
    const bench = callDave();
    bench.answer(status, facts);
    bench.answer(status, facts);
    expect(bench.told).toEqual([expected]);
    await expectNothingLeft(bench);
  });

  it('fails with 408 when nobody answers, 503 when it cannot be sent or nothing listens', async () => {
    const silent = callDave();
    await jest.advanceTimersByTimeAsync(32_000);
    expect(silent.told).toEqual(['failed 408']);
    const refused = callDave();
    refused.call.unreachable();
    expect(refused.told).toEqual(['failed 503']);
    const late = callDave();
    late.answer(180);
    late.call.unreachable();
    expect(late.told).toEqual(['ringing 180']);
    const gone = callDave('ws');
    gone.layer.flowClosed(gone.flow);
    expect(gone.told).toEqual(['failed 503']);
    expect(gone.dialogs.size).toBe(0);
  });

  it('keeps the first of several far sides that answer and hangs the others up', () => {
    const { answer, flow, told } = callDave();
    answer(180, { toTag: 'one' });
    answer(183, { toTag: 'two', body: SDP });
    answer(200, { toTag: 'two', body: SDP });
    answer(200, { toTag: 'one', body: SDP });
    answer(200, { toTag: 'one', body: SDP });
    expect(told).toEqual(['ringing 180', 'ringing 183', 'answered']);
    expect(flow.log).toEqual(['INVITE', 'ACK', 'ACK', 'BYE', 'ACK']);
    expect(parseRequest(flow.last('BYE')).to.params.get('tag')).toBe('one');
  });

  it('hangs up an answer without SDP', () => {
    const { answer, flow, told } = callDave();
    answer(200);
    expect(flow.log).toEqual(['INVITE', 'ACK', 'BYE']);
    expect(told).toEqual(['failed 488']);
  });

  it('tells a listener that comes late', async () => {
    const { answer, call } = callDave();
    answer(486);
    const late = jest.fn();
    call.onFailed(late);
    await settle();
    expect(late).toHaveBeenCalledWith(expect.objectContaining({ status: 486 }));
  });

  it('does not let a fault in a listener break it', () => {
    const { answer, call, faults, flow } = callDave();
    call.onAnswered(() => {
      throw new Error('mine');
    });
    answer(200, { body: SDP });
    expect(faults).toHaveLength(1);
    expect(flow.log).toEqual(['INVITE', 'ACK']);
  });
});

describe('cancelling', () => {
  it('waits for the first provisional response, tells at once, and says why', async () => {
    const bench = callDave();
    const { call, answer, flow, told } = bench;
    call.cancel('PICKED_OFF');
    await settle();
    expect(told).toEqual(['failed 487']);
    expect(flow.log).toEqual(['INVITE']);
    answer(100);
    answer(180);
    expect(flow.log).toEqual(['INVITE', 'CANCEL']);
    const [invite, cancel] = [parseRequest(flow.sent[0]!), parseRequest(flow.sent[1]!)];
    expect(cancel.headers.get('Reason')).toBe('SIP;cause=487;text="PICKED_OFF"');
    expect(cancel.headers.get('Via')).toBe(invite.headers.get('Via'));
    expect(cancel.headers.get('CSeq')).toBe('1 CANCEL');
    bench.receive(answerText(flow.last('CANCEL'), 200), flow);
    answer(487);
    expect(flow.log).toEqual(['INVITE', 'CANCEL', 'ACK']);
    expect(told).toEqual(['failed 487']);
    await expectNothingLeft(bench);
  });

  it('takes a whole Reason header as it is', () => {
    const { call, answer, flow } = callDave();
    answer(180);
    call.cancel('SIP;cause=200;text="Call completed elsewhere"');
    expect(parseRequest(flow.last('CANCEL')).headers.get('Reason')).toBe(
      'SIP;cause=200;text="Call completed elsewhere"',
    );
  });

  it.each([
    ['after the CANCEL', true],
    ['before any provisional response', false],
  ])('acknowledges and hangs up a 200 that comes %s', async (_name, rang) => {
    const bench = callDave();
    const { call, answer, flow, told } = bench;
    if (rang) answer(180);
    call.cancel();
    answer(200, { body: SDP });
    answer(200, { body: SDP });
    expect(flow.log).toEqual([...(rang ? ['INVITE', 'CANCEL'] : ['INVITE']), 'ACK', 'BYE', 'ACK']);
    await settle();
    expect(told.filter((one) => one !== 'ringing 180')).toEqual(['failed 487']);
    bench.receive(answerText(flow.last('BYE'), 200), flow);
    await expectNothingLeft(bench);
  });

  it('is too late after the answer', async () => {
    const { call, answer, flow, told } = callDave();
    answer(200, { body: SDP });
    call.cancel();
    await settle();
    expect(flow.log).toEqual(['INVITE', 'ACK']);
    expect(told).toEqual(['answered']);
  });

  it('gives up 64 T1 after a CANCEL that nobody heeds', async () => {
    const bench = callDave();
    bench.answer(180);
    bench.call.cancel();
    await expectNothingLeft(bench);
  });

  it('ends a call that rings for ever', async () => {
    const bench = callDave();
    bench.answer(180);
    await jest.advanceTimersByTimeAsync(15 * 60_000);
    expect(bench.flow.log).toContain('CANCEL');
    expect(bench.told).toEqual(['ringing 180', 'failed 408']);
    await expectNothingLeft(bench);
  });
});
