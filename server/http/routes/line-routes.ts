import { customerIdParamsSchema } from '../../contract/crm';
import {
  contractChangeSchema,
  contractDetailSchema,
  contractParamsSchema,
  lineChangeSchema,
  lineDetailSchema,
  lineParamsSchema,
  newContractSchema,
  newLineSchema,
} from '../../contract/maintenance';
import type { LineRecords } from '../../crm/maintenance/lines';
import { UserError } from '../../errors';
import { route, type Route } from '../route';
import { authorOf } from './crm-routes';

const reading = { access: 'user', scope: 'customers:read' } as const;
const keeping = { access: 'user', roles: ['supervisor', 'admin'], scope: 'customers:write' } as const;

function found<Item>(item: Item | null): Item {
  if (item === null) throw new UserError('not-found', 'There is no such entry.');
  return item;
}

export const lineRoutes = (lines: LineRecords): Route[] => [
  route({
    method: 'get',
    path: '/lines/:lineId',
    summary: 'One line, with its version',
    ...reading,
    params: lineParamsSchema,
    response: lineDetailSchema,
    handler: async ({ params }) => found(await lines.line(params.lineId)),
  }),
  route({
    method: 'post',
    path: '/customers/:customerId/lines',
    summary: 'Add a line to a customer',
    ...keeping,
    params: customerIdParamsSchema,
    body: newLineSchema,
    response: lineDetailSchema,
    status: 201,
    handler: ({ params, body, session }) =>
      lines.addLine(params.customerId, body, authorOf(session, body.why)),
  }),
  route({
    method: 'put',
    path: '/lines/:lineId',
    summary: 'Change a line; fields left out stay as they are',
    ...keeping,
    params: lineParamsSchema,
    body: lineChangeSchema,
    response: lineDetailSchema,
    handler: ({ params, body, session }) =>
      lines.changeLine(params.lineId, body, authorOf(session, body.why)),
  }),
  ...contractRoutes(lines),
];

const contractRoutes = (lines: LineRecords): Route[] => [
  route({
    method: 'get',
    path: '/contracts/:contractId',
    summary: 'One contract, with its version',
    ...reading,
    params: contractParamsSchema,
    response: contractDetailSchema,
    handler: async ({ params }) => found(await lines.contract(params.contractId)),
  }),
  route({
    method: 'post',
    path: '/customers/:customerId/contracts',
    summary: 'Add a contract to a customer',
    ...keeping,
    params: customerIdParamsSchema,
    body: newContractSchema,
    response: contractDetailSchema,
    status: 201,
    handler: ({ params, body, session }) =>
      lines.addContract(params.customerId, body, authorOf(session, body.why)),
  }),
  route({
    method: 'put',
    path: '/contracts/:contractId',
    summary: 'Change a contract; fields left out stay as they are',
    ...keeping,
    params: contractParamsSchema,
    body: contractChangeSchema,
    response: contractDetailSchema,
    handler: ({ params, body, session }) =>
      lines.changeContract(params.contractId, body, authorOf(session, body.why)),
  }),
];
