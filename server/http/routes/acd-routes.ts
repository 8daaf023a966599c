import { acdCheckSchema } from '../../contract/acd-check';
import { route, type Route } from '../route';

export interface AcdChecks {
  brokenInvariants(): Promise<readonly string[]>;
}

export const acdRoutes = (acd: AcdChecks): Route[] => [
  route({
    method: 'get',
    path: '/acd/check',
    summary:
      'What is wrong in the live state of calls and agents; reads all of it, and holds it up meanwhile',
    access: 'user',
    roles: ['admin'],
    response: acdCheckSchema,
    handler: async () => ({ broken: [...(await acd.brokenInvariants())] }),
  }),
];
