import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { IncomingInvite } from '../../../../../freeswitch/emulator/sip/calls/incoming-call';
import { parseMessage } from '../../../../../freeswitch/emulator/sip/message/parse';
import { serialize } from '../../../../../freeswitch/emulator/sip/message/message';
import { InviteServer } from '../../../../../freeswitch/emulator/sip/transactions/server-transaction';
import { createCallBench, FakeFlow, requestText, SDP } from '../sip-bench';

/** A valid message, damaged in a few places. */
const damaged = fc
  .tuple(
    fc.constantFrom('INVITE', 'ACK', 'BYE', 'CANCEL', 'REGISTER', 'OPTIONS', 'INFO', 'UPDATE', 'X'),
    fc.array(fc.tuple(fc.nat(700), fc.nat(12), fc.string({ maxLength: 12, unit: 'binary' })), {
      maxLength: 4,
    }),
    fc.option(fc.constantFrom('carol', 'x', ''), { nil: undefined }),
    fc.nat(500),
  )
  .map(([method, cuts, toTag, serial]) => {
    let text = requestText(method, {
      body: SDP,
      callId: `call-${serial}`,
      branch: `z9hG4bK${serial}`,
      ...(toTag === undefined ? {} : { toTag }),
    });
    for (const [at, length, put] of cuts) text = text.slice(0, at) + put + text.slice(at + length);
    return text;
  });

describe('the parser under damaged messages', () => {
  it('never throws, and reads again what it wrote', () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        const parsed = parseMessage(Buffer.from(text));
        if (!parsed || parsed.fault) return;
        expect(parseMessage(Buffer.from(serialize(parsed.message)))).not.toBeNull();
      }),
      { numRuns: 2000, seed: 3261 },
    );
  });

  it('leaves no transaction, call or timer behind, whatever became of its calls', () => {
    jest.useFakeTimers();
    const bench = createCallBench();
    const flow = new FakeFlow();
    let peak = 0;
    let turn = 0;
    fc.assert(
      fc.property(damaged, (text) => {
        if (parseMessage(Buffer.from(text))) bench.receive(text, flow);
        for (const transaction of bench.invites.splice(0)) {
          if (!(transaction instanceof InviteServer)) throw new Error('no INVITE');
          const call = new IncomingInvite(bench.context, transaction, 'trunk');
          turn += 1;
          if (turn % 4 === 0) call.reject(486);
          else if (turn % 4 === 1) call.accept(SDP);
          else if (turn % 4 === 2) call.accept(SDP).bye(16);
          else call.ring();
        }
        peak = Math.max(peak, bench.layer.size + bench.dialogs.size);
        jest.advanceTimersByTime(50);
      }),
      { numRuns: 3000, seed: 3261 },
    );
    // Past the longest wait: a session that is refreshed in vain.
    jest.advanceTimersByTime(3_600_000);
    expect([bench.layer.size, bench.dialogs.size, jest.getTimerCount()]).toEqual([0, 0, 0]);
    expect(bench.faults).toEqual([]);
    // Something was there to be forgotten, and it did not grow with the number of messages.
    expect(turn).toBeGreaterThan(50);
    expect(peak).toBeLessThan(1500);
    jest.useRealTimers();
  });
});
