import type { NewCall, NewOutboundCall } from '../calls/call-store';

/** What call.started tells of every call. */
export function startedData(call: NewCall): Readonly<Record<string, string>> {
  const { direction, callerNumber, callerName, dialedNumber, switchId, customerLegId } = call;
  return { direction, callerNumber, callerName, dialedNumber, switchId, customerLegId };
}

/** Fields of the hash that the caller knows; the script adds state and times. */
export function newCallFields(call: NewCall): Readonly<Record<string, string>> {
  return { ...startedData(call), language: call.language };
}

/** Of a call that an agent places. */
export const clockField = ({
  idleClock,
}: Pick<NewOutboundCall, 'idleClock'>): Readonly<Record<string, string>> =>
  idleClock === undefined ? {} : { idleClock };
