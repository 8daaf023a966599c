import { z } from 'zod';
import { pageOf, pageQuerySchema } from '../../contract/rest';
import {
  accountParamsSchema,
  callerPasswordSchema,
  chargeQuerySchema,
  chargeSchema,
  givenPasswordSchema,
  newOutageSchema,
  outageChangeSchema,
  outageQuerySchema,
  outageSchema,
  passwordNoteSchema,
  paymentQuerySchema,
  paymentSchema,
  reasonSchema,
} from '../../contract/self-service';
import type { SelfServiceDesk } from '../../selfservice/self-service-desk';
import { route, type Route } from '../route';

const supervisors = { access: 'user', roles: ['supervisor', 'admin'] } as const;
const outageParams = z.object({ outageId: z.uuid() });

export const selfServiceRoutes = (desk: SelfServiceDesk): Route[] => [
  ...passwordRoutes(desk),
  ...moneyRoutes(desk),
  ...outageRoutes(desk),
];

const passwordRoutes = (desk: SelfServiceDesk): Route[] => [
  route({
    method: 'get',
    path: '/caller-passwords/locked',
    summary: 'Accounts whose password is locked now',
    ...supervisors,
    query: pageQuerySchema,
    response: pageOf(callerPasswordSchema),
    handler: ({ query }) => desk.lockedPasswords(query),
  }),
  route({
    method: 'get',
    path: '/caller-passwords/:kind/:number',
    summary: 'Whether a line or contract has a password, and whether it is locked',
    access: 'user',
    params: accountParamsSchema,
    response: callerPasswordSchema,
    handler: ({ params }) => desk.password(params),
  }),
  route({
    method: 'get',
    path: '/caller-passwords/:kind/:number/notes',
    summary: 'Who set, changed, locked or unlocked it, newest first',
    ...supervisors,
    params: accountParamsSchema,
    query: pageQuerySchema,
    response: pageOf(passwordNoteSchema),
    handler: ({ params, query }) => desk.passwordNotes(params, query),
  }),
  route({
    method: 'post',
    path: '/caller-passwords/:kind/:number/unlock',
    summary: 'Forget the wrong entries of a locked password',
    ...supervisors,
    params: accountParamsSchema,
    body: reasonSchema,
    handler: ({ params, body, session }) => desk.unlock(params, { by: session.login, reason: body.reason }),
  }),
  route({
    method: 'post',
    path: '/caller-passwords/:kind/:number/remove',
    summary: 'Remove a password; the phone may set a new one',
    ...supervisors,
    params: accountParamsSchema,
    body: reasonSchema,
    handler: ({ params, body, session }) => desk.remove(params, { by: session.login, reason: body.reason }),
  }),
  route({
    method: 'put',
    path: '/caller-passwords/:kind/:number',
    summary: 'Give a contract its password at a business hall',
    ...supervisors,
    params: accountParamsSchema,
    body: givenPasswordSchema,
    handler: ({ params, body: { password, reason }, session }) =>
      desk.give(params, password, { by: session.login, reason }),
  }),
];

const moneyRoutes = (desk: SelfServiceDesk): Route[] => [
  route({
    method: 'get',
    path: '/payments',
    summary: 'Payments made by callers, newest first',
    access: 'user',
    scope: 'billing:read',
    query: paymentQuerySchema,
    response: pageOf(paymentSchema),
    handler: ({ query }) => desk.payments(query),
  }),
  route({
    method: 'get',
    path: '/charges',
    summary: 'Information sold to callers, newest first',
    access: 'user',
    scope: 'billing:read',
    query: chargeQuerySchema,
    response: pageOf(chargeSchema),
    handler: ({ query }) => desk.charges(query),
  }),
];

const outageRoutes = (desk: SelfServiceDesk): Route[] => [
  route({
    method: 'get',
    path: '/outages',
    summary: 'Outages, newest first',
    access: 'user',
    query: outageQuerySchema,
    response: pageOf(outageSchema),
    handler: ({ query }) => desk.outages(query),
  }),
  route({
    method: 'post',
    path: '/outages',
    summary: 'Announce an outage to callers from its area',
    ...supervisors,
    body: newOutageSchema,
    response: outageSchema,
    status: 201,
    handler: ({ body, session }) => desk.addOutage(body, session.login),
  }),
  route({
    method: 'get',
    path: '/outages/:outageId',
    summary: 'One outage',
    access: 'user',
    params: outageParams,
    response: outageSchema,
    handler: ({ params }) => desk.outage(params.outageId),
  }),
  route({
    method: 'put',
    path: '/outages/:outageId',
    summary: 'Change an outage, or say that it is over',
    ...supervisors,
    params: outageParams,
    body: outageChangeSchema,
    response: outageSchema,
    handler: ({ params, body }) => desk.changeOutage(params.outageId, body),
  }),
  route({
    method: 'delete',
    path: '/outages/:outageId',
    summary: 'Remove an outage announced by mistake',
    ...supervisors,
    params: outageParams,
    handler: ({ params }) => desk.removeOutage(params.outageId),
  }),
];
