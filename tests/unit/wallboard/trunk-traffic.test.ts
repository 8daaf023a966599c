import type { DomainEvent } from '../../../server/contract/events';
import { isNetworkFailure } from '../../../server/outbound/dial-result';
import { TrunkTraffic } from '../../../server/wallboard/trunk-traffic';

const MINUTE_MS = 60_000;

describe('calls to outside', () => {
  let now: number;
  let traffic: TrunkTraffic;
  let calls: number;
  beforeEach(() => {
    now = 1_000_000;
    calls = 0;
    traffic = new TrunkTraffic({ isFailure: isNetworkFailure, now: () => now });
  });

  const tell = (type: DomainEvent['type'], callId: string, data: Record<string, unknown>): void => {
    traffic.note({ type, callId, data, at: now } as DomainEvent);
  };
  const call = (ending: Record<string, unknown>, switchId = 'fs1', direction = 'outbound'): void => {
    const callId = `call-${String((calls += 1))}`;
    tell('call.started', callId, { direction, switchId });
    tell('call.ended', callId, { by: 'customer', sipStatus: null, from: 'dialing', ...ending });
  };
  const ofFirst = () => traffic.of('fs1');

  it.each([
    ['busy', { cause: 'USER_BUSY', sipStatus: 486 }, { tried: 1, failed: 0 }],
    ['not answered', { cause: 'NO_ANSWER', sipStatus: 480 }, { tried: 1, failed: 0 }],
    ['answered', { cause: 'NORMAL_CLEARING', from: 'talking' }, { tried: 1, failed: 0 }],
    ['no service', { cause: 'NORMAL_TEMPORARY_FAILURE', sipStatus: 503 }, { tried: 1, failed: 1 }],
    ['no answer of the trunk at all', { cause: 'NETWORK_OUT_OF_ORDER' }, { tried: 1, failed: 1 }],
    ['the agent gave up', { cause: 'ORIGINATOR_CANCEL', by: 'agent' }, { tried: 0, failed: 0 }],
    ['dialling was stopped', { cause: 'DIALLING_STOPPED', by: 'system' }, { tried: 0, failed: 0 }],
    ['nobody knows', { cause: 'LOST', by: 'system' }, { tried: 0, failed: 0 }],
  ])('%s', (_what, ending, figures) => {
    call(ending);
    expect(ofFirst()).toEqual(figures);
  });

  it('counts neither those that came in, nor another switch’s, nor what it did not see begin', () => {
    call({ cause: 'NORMAL_TEMPORARY_FAILURE' }, 'fs1', 'inbound');
    call({ cause: 'NORMAL_TEMPORARY_FAILURE' }, 'fs2');
    tell('call.ended', 'before', { by: 'customer', cause: 'NETWORK_OUT_OF_ORDER', from: 'dialing' });
    expect(ofFirst()).toEqual({ tried: 0, failed: 0 });
    expect(traffic.of('fs2')).toEqual({ tried: 1, failed: 1 });
  });

  it('is of the last quarter of an hour', () => {
    call({ cause: 'NETWORK_OUT_OF_ORDER' });
    now += 10 * MINUTE_MS;
    call({ cause: 'USER_BUSY' });
    expect(ofFirst()).toEqual({ tried: 2, failed: 1 });
    now += 6 * MINUTE_MS;
    expect(ofFirst()).toEqual({ tried: 1, failed: 0 });
    now += 10 * MINUTE_MS;
    expect(ofFirst()).toEqual({ tried: 0, failed: 0 });
  });
});
