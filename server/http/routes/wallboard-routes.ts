import type { CentrePicture } from '../../contract/wallboard';
import { centrePictureSchema } from '../../contract/wallboard';
import { route, type Route } from '../route';

interface CentreView {
  now(): Promise<CentrePicture>;
}

/** How the centre stands. Pages are pushed it; this is for who asks once. */
export const wallboardRoutes = (centre: CentreView): Route[] => [
  route({
    method: 'get',
    path: '/centre',
    summary: 'How the centre stands now: queues, agents, callers in flows, switches, work orders',
    access: 'user',
    roles: ['supervisor', 'admin'],
    response: centrePictureSchema,
    handler: () => centre.now(),
  }),
];
