/** Puts a question to a service, as a flow does. */
import type { CallId } from '../../../server/contract/ids';
import type { FlowService, ServiceAnswer, ServiceRequest } from '../../../server/ivr/services';

export const CALLER = '02163330001';

export function ask(
  services: readonly FlowService[],
  name: string,
  inputs: Readonly<Record<string, string>>,
  more: Partial<ServiceRequest> = {},
): Promise<ServiceAnswer> {
  const found = services.find((one) => one.spec.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found.handle({
    service: name,
    requestId: 'call.q1',
    callId: 'b6f9d1c2-0000-4000-8000-000000000001' as CallId,
    callerNumber: CALLER,
    dialedNumber: '1000',
    customerId: null,
    language: 'zh-CN',
    packId: '1000',
    inputs,
    verified: [],
    ...more,
  });
}
