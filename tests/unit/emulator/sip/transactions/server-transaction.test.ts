import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLayer, FakeFlow, parseResponse, requestText } from '../sip-bench';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const receive = (method: string, transport: 'udp' | 'ws' = 'udp') => {
  const bench = createLayer();
  const flow = new FakeFlow(transport);
  const text = requestText(method);
  bench.receive(text, flow);
  return { ...bench, flow, again: () => bench.receive(text, flow), transaction: bench.requests[0]! };
};

describe('a request received', () => {
  it('is told to its user once, and every retransmission gets the same answer', () => {
    const { requests, transaction, flow, again } = receive('OPTIONS');
    again();
    transaction.respond(200);
    transaction.respond(500);
    again();
    expect(requests).toHaveLength(1);
    expect(flow.log).toEqual(['200 OPTIONS', '200 OPTIONS']);
    expect(flow.sent[0]).toBe(flow.sent[1]);
  });

  it.each([
    ['answered', true],
    ['never answered', false],
  ])('is forgotten after 64 T1 when %s', (_name, isAnswered) => {
    const { transaction, layer } = receive('OPTIONS');
    if (isAnswered) transaction.respond(200);
    jest.advanceTimersByTime(32_000);
    expect(layer.size).toBe(0);
  });

  it('is forgotten at once over WebSocket', () => {
    const { transaction, layer } = receive('OPTIONS', 'ws');
    transaction.respond(200);
    expect(layer.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('an INVITE received', () => {
  it('repeats its provisional response to a retransmission', () => {
    const { transaction, flow, again, requests } = receive('INVITE');
    transaction.respond(100);
    again();
    expect(requests).toHaveLength(1);
    expect(flow.log).toEqual(['100 INVITE', '100 INVITE']);
  });

  it('repeats a refusal until the ACK comes, then is silent and forgotten after T4', () => {
    const { transaction, flow, receive: take, acks, layer } = receive('INVITE');
    transaction.respond(486, { toTag: 'dave' });
    jest.advanceTimersByTime(1500);
    expect(flow.log).toEqual(Array(3).fill('486 INVITE'));
    take(requestText('ACK', { branch: 'z9hG4bKINVITE1', toTag: 'dave' }), flow);
    jest.advanceTimersByTime(4999);
    expect(flow.sent).toHaveLength(3);
    expect(acks).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(layer.size).toBe(0);
  });

  it('gives a refusal up after 64 T1 without ACK', () => {
    const { transaction, flow, layer } = receive('INVITE');
    transaction.respond(486);
    jest.advanceTimersByTime(32_000);
    expect(layer.size).toBe(0);
    const { length } = flow.sent;
    jest.advanceTimersByTime(60_000);
    expect(flow.sent).toHaveLength(length);
  });

  it('leaves the retransmission of a 2xx to its user and swallows retransmitted INVITEs (RFC 6026)', () => {
    const { transaction, flow, again, receive: take, acks, requests } = receive('INVITE');
    transaction.respond(200, { toTag: 'dave' });
    again();
    jest.advanceTimersByTime(10_000);
    expect(flow.log).toEqual(['200 INVITE']);
    take(requestText('ACK', { branch: 'z9hG4bKother', toTag: 'dave' }), flow);
    take(requestText('ACK', { branch: 'z9hG4bKINVITE1', toTag: 'dave' }), flow);
    expect(acks).toHaveLength(2);
    expect(requests).toHaveLength(1);
  });

  it('never answers an ACK', () => {
    const { receive: take, flow, acks } = receive('OPTIONS');
    take(requestText('ACK', { toTag: 'nobody', branch: 'z9hG4bKlate' }), flow);
    take(requestText('ACK', { uri: 'nonsense:x', to: 'sip:x@y' }), flow);
    expect(flow.sent).toEqual([]);
    expect(acks).toHaveLength(2);
  });
});

describe('CANCEL', () => {
  it('gets 200 and reaches the INVITE of the same branch', () => {
    const { transaction, receive: take, flow } = receive('INVITE');
    const cancelled = jest.fn();
    (transaction as unknown as { onCancel(listener: () => void): void }).onCancel(cancelled);
    take(requestText('CANCEL'), flow);
    take(requestText('CANCEL'), flow);
    expect(cancelled).toHaveBeenCalledTimes(1);
    expect(flow.log).toEqual(['200 CANCEL', '200 CANCEL']);
  });

  it('gets 200 and changes nothing after the final response', () => {
    const { transaction, receive: take, flow } = receive('INVITE');
    const cancelled = jest.fn();
    (transaction as unknown as { onCancel(listener: () => void): void }).onCancel(cancelled);
    transaction.respond(200);
    take(requestText('CANCEL'), flow);
    expect(cancelled).not.toHaveBeenCalled();
    expect(flow.log).toEqual(['200 INVITE', '200 CANCEL']);
  });

  it('gets 481 without an INVITE', () => {
    const { receive: take, flow, layer } = receive('OPTIONS', 'ws');
    take(requestText('CANCEL'), flow);
    expect(flow.log).toEqual(['481 CANCEL']);
    expect(layer.size).toBe(2);
  });
});

describe('matching', () => {
  it('refuses the same request over another path with 482', () => {
    const { receive: take, flow, requests } = receive('INVITE');
    take(requestText('INVITE', { branch: 'z9hG4bKotherway' }), flow);
    expect(requests).toHaveLength(1);
    expect(flow.log).toEqual(['482 INVITE']);
  });

  it('matches senders from before RFC 3261 by Call-ID, From tag, CSeq, URI and Via', () => {
    const { layer, requests, receive: take, acks } = createLayer();
    const flow = new FakeFlow();
    const old = { branch: '1', callId: 'old' };
    take(requestText('INVITE', old), flow);
    take(requestText('INVITE', old), flow);
    expect(requests).toHaveLength(1);
    requests[0]!.respond(486);
    take(requestText('ACK', { ...old, toTag: 'dave' }), flow);
    expect(acks).toEqual([]);
    layer.stop();
    expect(layer.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('answers what is malformed without remembering it, with the same tag each time', () => {
    const { layer, receive: take, requests } = createLayer();
    const flow = new FakeFlow();
    take(requestText('OPTIONS', { uri: 'unknown:x', to: 'sip:b@h' }), flow);
    take(requestText('OPTIONS', { uri: 'unknown:x', to: 'sip:b@h' }), flow);
    expect(flow.log).toEqual(['416 OPTIONS', '416 OPTIONS']);
    expect(parseResponse(flow.sent[0]!).to.params.get('tag')).toBe(
      parseResponse(flow.sent[1]!).to.params.get('tag'),
    );
    expect(requests).toEqual([]);
    expect(layer.size).toBe(0);
  });
});
