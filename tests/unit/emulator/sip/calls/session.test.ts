import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { IncomingInvite } from '../../../../../freeswitch/emulator/sip/calls/incoming-call';
import type { InviteServer } from '../../../../../freeswitch/emulator/sip/transactions/server-transaction';
import {
  answerText,
  createCallBench,
  FakeFlow,
  parseRequest,
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

/** Carol's call, answered and acknowledged. */
function carolTalks(headers: readonly string[] = [], transport: 'udp' | 'ws' = 'udp') {
  const bench = createCallBench();
  const flow = new FakeFlow(transport);
  bench.receive(requestText('INVITE', { body: SDP, headers }), flow);
  const call = new IncomingInvite(bench.context, bench.invites[0] as InviteServer, 'trunk');
  const dialog = call.accept('ours 1');
  const toTag = parseResponse(flow.sent.at(-1)!).to.params.get('tag')!;
  const answer = parseResponse(flow.sent.at(-1)!);
  bench.receive(requestText('ACK', { toTag, branch: 'z9hG4bKack' }), flow);
  let cseq = 1;
  const from = (method: string, facts: RequestFacts = {}) => {
    cseq += 1;
    bench.receive(requestText(method, { toTag, cseq, ...facts }), flow);
    return parseResponse(flow.sent.at(-1)!);
  };
  const acknowledge = () =>
    bench.receive(requestText('ACK', { toTag, cseq, branch: `z9hG4bKack${cseq}` }), flow);
  const events: string[] = [];
  dialog.onBye(({ reason }) => events.push(`bye ${reason ?? ''}`.trim()));
  dialog.onLost((reason) => events.push(`lost ${reason}`));
  dialog.onInfoDigit((digit, ms) => events.push(`digit ${digit} ${ms}`));
  flow.sent.length = 0;
  return { ...bench, flow, dialog, from, acknowledge, events, answer };
}

const expectNothingLeft = (bench: { layer: { size: number }; dialogs: { size: number } }) => {
  jest.advanceTimersByTime(70_000);
  expect([bench.layer.size, bench.dialogs.size]).toEqual([0, 0]);
};

describe('within an answered call', () => {
  it('BYE ends it, with its reason', () => {
    const bench = carolTalks();
    bench.from('BYE', { headers: ['Reason: Q.850;cause=16'] });
    expect(bench.flow.log).toEqual(['200 BYE']);
    expect(bench.events).toEqual(['bye Q.850;cause=16']);
    expectNothingLeft(bench);
    bench.from('INFO');
    expect(bench.flow.log.at(-1)).toBe('481 INFO');
  });

  it('hold and resume are answered by whoever listens, and acknowledged', () => {
    const { from, acknowledge, dialog, flow } = carolTalks();
    dialog.onReinvite((offer) => `answer to ${offer}`);
    expect(from('INVITE', { body: 'hold' })).toMatchObject({ status: 200, body: 'answer to hold' });
    jest.advanceTimersByTime(500);
    expect(flow.log).toEqual(['200 INVITE', '200 INVITE']);
    acknowledge();
    jest.advanceTimersByTime(60_000);
    expect(flow.log).toHaveLength(2);
  });

  it('the same offer again is a refresh: the same answer, nobody asked', () => {
    const { from, acknowledge, dialog } = carolTalks();
    const listener = jest.fn((offer: string) => `answer to ${offer}`);
    dialog.onReinvite(listener);
    expect(from('INVITE', { body: SDP }).body).toBe('ours 1');
    acknowledge();
    from('UPDATE', { body: 'hold' });
    expect(from('UPDATE', { body: 'hold' }).body).toBe('answer to hold');
    expect(from('UPDATE')).toMatchObject({ status: 200, body: '' });
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('a re-INVITE without an offer gets ours', () => {
    expect(carolTalks().from('INVITE')).toMatchObject({ status: 200, body: 'ours 1' });
  });

  it.each([
    ['nobody listens', null],
    [
      'the listener cannot serve it',
      () => {
        throw new Error('codec');
      },
    ],
  ])('an offer is refused with 488 when %s', (_name, listener) => {
    const { from, dialog, events } = carolTalks();
    if (listener) dialog.onReinvite(listener);
    expect(from('INVITE', { body: 'video' }).status).toBe(488);
    expect(events).toEqual([]);
  });

  it.each([
    ['relay', 'application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', ['digit 5 160']],
    ['relay with blanks', 'Application/DTMF-Relay', 'Signal= *\r\nDuration= 80', ['digit * 80']],
    ['star by number', 'application/dtmf-relay', 'Signal=10', ['digit * 250']],
    ['bare digit', 'application/dtmf', '#', ['digit # 250']],
    ['letter', 'application/dtmf-relay', 'Signal=d\r\nDuration=0', ['digit D 250']],
    ['nonsense', 'application/dtmf-relay', 'Signal=55', []],
    ['something else', 'text/plain', 'Signal=5', []],
  ])('INFO: %s', (_name, type, body, expected) => {
    const { receive, flow, events, answer } = carolTalks();
    const toTag = answer.to.params.get('tag')!;
    const text = requestText('INFO', { toTag, cseq: 2, body }).replace('application/sdp', type);
    receive(text, flow);
    expect(flow.log).toEqual(['200 INFO']);
    expect(events).toEqual(expected);
  });

  it.each([
    ['OPTIONS', {}, 200],
    ['REFER', {}, 405],
    ['MESSAGE', {}, 405],
    ['SUBSCRIBE', {}, 405],
    ['NOTIFY', {}, 481],
    ['FOO', {}, 501],
    ['INFO', { cseq: 1 }, 500],
    ['INFO', { fromTag: 'mallory' }, 481],
    ['INVITE', { headers: ['Require: 100rel, timer'] }, 420],
    ['UPDATE', { headers: ['Session-Expires: 20', 'Supported: timer'] }, 422],
  ])('%s %j gets %d', (method, facts, status) => {
    expect(carolTalks().from(method, facts).status).toBe(status);
  });

  it('a closed WebSocket loses the call, and only that of this socket', () => {
    const { dialogs, flow, events } = carolTalks([], 'ws');
    dialogs.flowClosed(new FakeFlow('ws'));
    expect(events).toEqual([]);
    dialogs.flowClosed(flow);
    expect(events).toEqual(['lost socket-disconnection']);
    expect(dialogs.size).toBe(0);
  });

  it('is forgotten when the BYE is never answered', () => {
    const bench = carolTalks();
    bench.dialog.bye(16);
    bench.dialog.bye(16);
    expect(bench.flow.log).toEqual(['BYE']);
    expectNothingLeft(bench);
    expect(bench.events).toEqual([]);
  });
});

describe('session timers (RFC 4028)', () => {
  const TIMER = ['Supported: timer', 'Session-Expires: 600;refresher=uac', 'Allow: INVITE, UPDATE'];

  it('leave the refreshing to a caller who can, and give up a little before the end', () => {
    const { answer, events, flow } = carolTalks(TIMER);
    expect(answer.headers.get('Session-Expires')).toBe('600;refresher=uac');
    expect(answer.headers.get('Require')).toBe('timer');
    jest.advanceTimersByTime(567_000);
    expect(events).toEqual([]);
    jest.advanceTimersByTime(1000);
    expect(events).toEqual(['lost session-expired']);
    expect(flow.log).toEqual(['BYE']);
  });

  it('begin anew at every refresh', () => {
    const { from, events } = carolTalks(TIMER);
    jest.advanceTimersByTime(500_000);
    const response = from('UPDATE', { headers: ['Supported: timer', 'Session-Expires: 600;refresher=uac'] });
    expect(response.headers.get('Session-Expires')).toBe('600;refresher=uac');
    jest.advanceTimersByTime(567_000);
    expect(events).toEqual([]);
  });

  it('are kept by us by UPDATE, for a caller who knows it but will not refresh', () => {
    const { answer, flow, receive, events } = carolTalks([
      TIMER[0]!,
      'Session-Expires: 600;refresher=uas',
      TIMER[2]!,
    ]);
    expect(answer.headers.get('Session-Expires')).toBe('600;refresher=uas');
    for (let times = 1; times <= 3; times += 1) {
      jest.advanceTimersByTime(300_000);
      expect(flow.log).toEqual(Array(times).fill('UPDATE'));
      const headers = ['Session-Expires: 600;refresher=uac'];
      receive(answerText(flow.last('UPDATE'), 200, { headers }), flow);
    }
    expect(events).toEqual([]);
  });

  it('are kept by us by re-INVITE with the same SDP, for a caller who knows neither', () => {
    const { flow, receive, answer } = carolTalks();
    expect(answer.headers.get('Session-Expires')).toBe('1800;refresher=uas');
    jest.advanceTimersByTime(900_000);
    expect(parseRequest(flow.last('INVITE')).body).toBe('ours 1');
    receive(answerText(flow.last('INVITE'), 200, { body: SDP }), flow);
    receive(answerText(flow.last('INVITE'), 200, { body: SDP }), flow);
    expect(flow.log).toEqual(['INVITE', 'ACK', 'ACK']);
  });

  it.each([
    ['nobody answers', null],
    ['the far side knows nothing of it', 481],
  ])('lose the call when %s', (_name, status) => {
    const { flow, receive, events } = carolTalks();
    jest.advanceTimersByTime(900_000);
    if (status !== null) receive(answerText(flow.last('INVITE'), status), flow);
    jest.advanceTimersByTime(32_000);
    expect(events).toEqual(['lost no-answer-to-refresh']);
    expect(flow.log).toContain('BYE');
  });

  it('yield when both refresh at once: 491 to theirs, ours again later', () => {
    const { flow, receive, from, events } = carolTalks();
    jest.advanceTimersByTime(900_000);
    expect(from('INVITE', { body: 'hold' }).status).toBe(491);
    receive(answerText(flow.last('INVITE'), 491), flow);
    jest.advanceTimersByTime(4000);
    const numbers = flow.sent
      .filter((text) => text.startsWith('INVITE'))
      .map((text) => parseRequest(text).cseq.number);
    expect(new Set(numbers)).toEqual(new Set([1, 2]));
    expect(events).toEqual([]);
  });

  it('are never asked of a browser', () => {
    const { answer, flow } = carolTalks([], 'ws');
    expect(answer.headers.has('Session-Expires')).toBe(false);
    jest.advanceTimersByTime(7_200_000);
    expect(flow.log).toEqual([]);
  });
});
