import type { ParkRequest, ParkResult } from '../../acd/park-store';
import { callAllowed } from '../allowed-from';
import { asCallState } from '../live-call';
import { legId } from '../../contract/ids';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('park-call', [
  'callId',
  'agentId',
  'queueId',
  'requestId',
  'parkMs',
  'comfortMs',
  'allowed',
]);

export async function parkCall(scripts: Scripts, request: ParkRequest): Promise<ParkResult> {
  const reply = await scripts.run(script, {
    ...request,
    parkMs: String(request.parkMs),
    comfortMs: String(request.comfortMs),
    allowed: callAllowed.park,
  });
  const kind = oneOf(script.name, reply, ['parked', 'repeated', 'not-allowed', 'unknown-queue', 'gone']);
  const { rest } = wordReply(reply);
  if (kind === 'not-allowed') return { kind, state: asCallState(asText(rest[0])) };
  if (kind !== 'parked') return { kind };
  const leg = asText(rest[1]);
  return { kind, agentLegId: leg === '' ? null : legId(leg), slot: Number(asText(rest[2])) };
}
