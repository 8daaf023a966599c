import type { PickUp, PickUpResult } from '../../acd/park-store';
import { callAllowed } from '../allowed-from';
import { asCallState } from '../live-call';
import { asArray, asOffer, asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('pick-up-call', ['callId', 'agentId', 'offerId', 'allowed']);

export async function pickUpCall(scripts: Scripts, pickUp: PickUp): Promise<PickUpResult> {
  const reply = await scripts.run(script, { ...pickUp, allowed: callAllowed.unpark });
  const kind = oneOf(script.name, reply, ['picked-up', 'repeated', 'not-free', 'taken', 'gone']);
  const { rest } = wordReply(reply);
  switch (kind) {
    case 'picked-up':
      return { kind, offer: asOffer(asArray(rest[0])) };
    case 'repeated':
      return { kind, offer: rest[0] === undefined ? null : asOffer(asArray(rest[0])) };
    case 'not-free':
      return { kind, state: asText(rest[0]) };
    case 'taken':
      return { kind, state: asCallState(asText(rest[0])) };
    case 'gone':
      return { kind };
  }
}
