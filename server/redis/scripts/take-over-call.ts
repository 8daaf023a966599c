import type { ReleaseResult } from '../../calls/call-store';
import type { TakeOver } from '../../supervision/supervision-store';
import { callAllowed } from '../allowed-from';
import { asRelease } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('take-over-call', [
  'callId',
  'agentId',
  'supervisorId',
  'legId',
  'wrapUpMs',
  'allowed',
]);

export async function takeOverCall(scripts: Scripts, takeOver: TakeOver): Promise<ReleaseResult> {
  const facts = { ...takeOver, wrapUpMs: String(takeOver.wrapUpMs), allowed: callAllowed.takeOver };
  return asRelease(script.name, await scripts.run(script, facts));
}
