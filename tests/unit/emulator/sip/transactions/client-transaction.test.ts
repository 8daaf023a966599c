import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ClientFailure } from '../../../../../freeswitch/emulator/sip/transactions/client-transaction';
import { answerText, createLayer, FakeFlow, parseRequest, requestText } from '../sip-bench';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Sends a request through a fresh layer and notes what becomes of it. */
function send(method: 'INVITE' | 'OPTIONS', transport: 'udp' | 'ws' = 'udp') {
  const bench = createLayer();
  const flow = new FakeFlow(transport);
  const statuses: number[] = [];
  const failures: ClientFailure[] = [];
  const request = parseRequest(requestText(method));
  request.headers.delete('Via');
  const listener = {
    onResponse: ({ status }: { status: number }) => statuses.push(status),
    onFailure: (failure: ClientFailure) => failures.push(failure),
  };
  if (method === 'INVITE') bench.layer.invite(request, flow, listener);
  else bench.layer.send(request, flow, listener);
  const answer = (status: number) => bench.receive(answerText(flow.sent[0]!, status), flow);
  return { ...bench, flow, statuses, failures, answer };
}

describe('a request over UDP', () => {
  it('is sent again at T1, doubling up to T2, and fails after 64 T1', () => {
    const { flow, failures, layer } = send('OPTIONS');
    const times = [0];
    for (let ms = 100; ms <= 32_000; ms += 100) {
      const before = flow.sent.length;
      jest.advanceTimersByTime(100);
      if (flow.sent.length > before) times.push(ms);
    }
    expect(times).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    expect(failures).toEqual(['timeout']);
    expect(layer.size).toBe(0);
  });

  it('slows down to T2 after a provisional response', () => {
    const { flow, answer } = send('OPTIONS');
    answer(100);
    jest.advanceTimersByTime(3900);
    expect(flow.sent).toHaveLength(1);
    jest.advanceTimersByTime(200);
    expect(flow.sent).toHaveLength(2);
  });

  it('swallows repeated answers until T4 and is then forgotten', () => {
    const { answer, statuses, layer } = send('OPTIONS');
    answer(200);
    answer(200);
    expect(statuses).toEqual([200]);
    expect(layer.size).toBe(1);
    jest.advanceTimersByTime(5000);
    expect(layer.size).toBe(0);
  });
});

describe('an INVITE over UDP', () => {
  it('doubles its retransmissions without a limit until 64 T1', () => {
    const { flow, failures } = send('INVITE');
    jest.advanceTimersByTime(31_999);
    expect(flow.log).toEqual(Array(7).fill('INVITE'));
    jest.advanceTimersByTime(1);
    expect(failures).toEqual(['timeout']);
  });

  it('falls silent after a provisional response, for as long as it rings', () => {
    const { flow, answer, failures } = send('INVITE');
    answer(100);
    jest.advanceTimersByTime(300_000);
    expect(flow.sent).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('acknowledges a refusal each time it comes, with the branch of the INVITE', () => {
    const { flow, answer, statuses, layer } = send('INVITE');
    answer(486);
    answer(486);
    expect(statuses).toEqual([486]);
    expect(flow.log).toEqual(['INVITE', 'ACK', 'ACK']);
    const [invite, ack] = [parseRequest(flow.sent[0]!), parseRequest(flow.sent[1]!)];
    expect(ack.via.params.get('branch')).toBe(invite.via.params.get('branch'));
    expect(ack.to.params.get('tag')).toBe('dave');
    jest.advanceTimersByTime(32_000);
    expect(layer.size).toBe(0);
  });

  it('hands every 2xx to its user for 64 T1 (RFC 6026), and acknowledges none by itself', () => {
    const { flow, answer, statuses, layer } = send('INVITE');
    answer(180);
    answer(200);
    answer(200);
    answer(180);
    expect(statuses).toEqual([180, 200, 200]);
    expect(flow.log).toEqual(['INVITE']);
    jest.advanceTimersByTime(32_000);
    expect(layer.size).toBe(0);
  });

  it('fails at once when it cannot be sent', async () => {
    const bench = send('INVITE');
    bench.flow.failing = true;
    jest.advanceTimersByTime(500);
    await Promise.resolve();
    expect(bench.failures).toEqual(['unreachable']);
  });
});

describe('requests over WebSocket', () => {
  it.each(['INVITE', 'OPTIONS'] as const)('sends %s once, and fails after 64 T1 all the same', (method) => {
    const { flow, failures } = send(method, 'ws');
    jest.advanceTimersByTime(32_000);
    expect(flow.sent).toHaveLength(1);
    expect(failures).toEqual(['timeout']);
  });

  it('fails whatever waits when the socket closes', () => {
    const { flow, failures, layer } = send('INVITE', 'ws');
    layer.flowClosed(flow);
    expect(failures).toEqual(['unreachable']);
    expect(layer.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('forgets an answered request at once', () => {
    const { answer, layer } = send('OPTIONS', 'ws');
    answer(200);
    expect(layer.size).toBe(0);
  });
});

it('ignores responses nobody asked for', () => {
  const { receive, flow, statuses } = send('OPTIONS');
  receive(answerText(requestText('OPTIONS', { branch: 'z9hG4bKother' }), 200), flow);
  receive(answerText(requestText('INVITE', { branch: 'z9hG4bKother' }), 200), flow);
  expect(statuses).toEqual([]);
});
