import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMessage } from '../../../../../freeswitch/emulator/sip/message/parse';
import { serialize } from '../../../../../freeswitch/emulator/sip/message/message';
import { createCallBench, FakeFlow, requestText, SDP } from '../sip-bench';

/** A valid message, damaged in a few places. */
const damaged = fc
  .tuple(
    fc.constantFrom('INVITE', 'ACK', 'BYE', 'CANCEL', 'REGISTER', 'OPTIONS', 'INFO', 'UPDATE', 'X'),
    fc.array(fc.tuple(fc.nat(700), fc.nat(12), fc.string({ maxLength: 12, unit: 'binary' })), {
      maxLength: 4,
    }),
    fc.option(fc.constantFrom('carol', 'x', ''), { nil: undefined }),
  )
  .map(([method, cuts, toTag]) => {
    let text = requestText(method, { body: SDP, ...(toTag === undefined ? {} : { toTag }) });
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

  it('never breaks the transaction layer', () => {
    const { layer, receive } = createCallBench();
    fc.assert(
      fc.property(damaged, (text) => {
        if (parseMessage(Buffer.from(text))) receive(text, new FakeFlow());
      }),
      { numRuns: 1000, seed: 3261 },
    );
    layer.stop();
    expect(layer.size).toBe(0);
  });
});
