import { z } from 'zod';
import { agentId as toAgentId, callId, type AgentId, type CallId } from '../../contract/ids';
import { parkedCallsSchema, parkRequestSchema, type ParkedCallView } from '../../contract/parking';
import type { Role } from '../../contract/rest';
import { route, type Route } from '../route';

/** Who looks at parked callers, and picks one up. */
interface Picker {
  readonly agentId: AgentId;
  readonly isSupervisor: boolean;
}

export interface Parking {
  park(agentId: AgentId, callId: CallId, requestId: string): Promise<void>;
  pickUp(picker: Picker, callId: CallId): Promise<void>;
  listFor(picker: Picker): Promise<ParkedCallView[]>;
}

const params = z.object({ callId: z.uuid() });
const pickerOf = (session: { readonly agentId: string; readonly role: Role }): Picker => ({
  agentId: toAgentId(session.agentId),
  isSupervisor: session.role !== 'agent',
});

/** An agent lets go of his caller, for whoever picks him up. */
export const parkingRoutes = (parking: Parking): Route[] => [
  route({
    method: 'get',
    path: '/desk/parked',
    summary: 'Parked callers you may pick up',
    access: 'agent',
    response: parkedCallsSchema,
    handler: ({ session }) => parking.listFor(pickerOf(session)),
  }),
  route({
    method: 'post',
    path: '/desk/calls/:callId/park',
    summary: 'Let go of the caller, who hears music until somebody picks him up',
    access: 'agent',
    params,
    body: parkRequestSchema,
    handler: ({ session, params: { callId: id }, body }) =>
      parking.park(toAgentId(session.agentId), callId(id), body.requestId),
  }),
  route({
    method: 'post',
    path: '/desk/parked/:callId/pick-up',
    summary: 'Take a parked caller: your phone is called and answers by itself',
    access: 'agent',
    params,
    handler: ({ session, params: { callId: id } }) => parking.pickUp(pickerOf(session), callId(id)),
  }),
];
