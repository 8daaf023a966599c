import type { EnqueueResult } from '../../acd/acd-store';
import type { CallId, OfferId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asEnqueued } from '../match-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('unpark-call', ['callId', 'offerId', 'allowed']);

export async function unparkCall(scripts: Scripts, callId: CallId, offerId: OfferId): Promise<EnqueueResult> {
  const reply = await scripts.run(script, { callId, offerId, allowed: callAllowed.unpark });
  return asEnqueued(script.name, reply);
}
