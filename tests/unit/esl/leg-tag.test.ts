import { describe, expect, it } from '@jest/globals';
import { agentId, callId } from '../../../server/contract/ids';
import { decodeLegTag, encodeLegTag } from '../../../server/esl/leg-tag';

const LEG = '1e900000-0000-4000-8000-000000000001';
const CALL = callId('c0000000-0000-4000-8000-000000000001');

describe('the tag on a leg', () => {
  it.each([
    { role: 'customer' as const },
    { role: 'customer' as const, callId: CALL },
    { role: 'agent' as const, callId: CALL, agentId: agentId('1001') },
    { role: 'agent' as const, callId: CALL, agentId: agentId('1001'), stands: true as const },
  ])('comes back as it was written: %j', (tag) => {
    expect(decodeLegTag(encodeLegTag(tag), LEG)).toEqual(tag);
  });

  it('is unclaimed as the dialplan writes it', () => {
    expect(decodeLegTag(`kl;r=customer;c=${LEG}`, LEG)).toEqual({ role: 'customer' });
    expect(decodeLegTag(`kl;r=overflow;c=${LEG}`, LEG)).toEqual({ role: 'customer' });
  });

  it.each([undefined, '', 'kl', 'kl;', 'kl;r=boss', 'other;r=agent', 'kl;c=1'])('is none in %j', (text) => {
    expect(decodeLegTag(text, LEG)).toBeNull();
  });

  it('holds nothing that could be more than an id', () => {
    for (const bad of ['a;r=agent', 'a,b', 'a b', '', '}']) {
      expect(() => encodeLegTag({ role: 'customer', callId: callId(bad) })).toThrow();
      expect(decodeLegTag(`kl;r=customer;c=${bad}`, LEG)?.callId ?? null).not.toBe(bad);
    }
  });
});
