import { z } from 'zod';
import {
  directoryEntryChangeSchema,
  directoryEntrySchema,
  directoryQuerySchema,
  informationItemChangeSchema,
  informationItemSchema,
  informationQuerySchema,
  newDirectoryEntrySchema,
  newInformationItemSchema,
  removalQuerySchema,
} from '../../contract/crm';
import { pageOf, type Role } from '../../contract/rest';
import type { DirectoryEntries, InformationItems } from '../../crm/offered-records';
import { UserError } from '../../errors';
import { route, type Route } from '../route';
import { authorOf } from './crm-routes';

export interface OfferedSources {
  readonly directoryEntries: DirectoryEntries;
  readonly informationItems: InformationItems;
}

/** Everybody looks things up for callers; those who answer for the data change it. */
const KEEPERS: readonly Role[] = ['supervisor', 'admin'];

export const offeredRoutes = (sources: OfferedSources): Route[] => [
  ...directoryRoutes(sources.directoryEntries),
  ...directoryChanges(sources.directoryEntries),
  ...informationRoutes(sources.informationItems),
  ...informationChanges(sources.informationItems),
];

function found<Item>(item: Item | null): Item {
  if (item === null) throw new UserError('not-found', 'There is no such entry.');
  return item;
}

const entryParams = z.object({ entryId: z.uuid() });

const directoryRoutes = (entries: DirectoryEntries): Route[] => [
  route({
    method: 'get',
    path: '/directory-entries',
    summary: 'Directory enquiries (114): by name, pinyin or number',
    access: 'user',
    scope: 'directory:read',
    query: directoryQuerySchema,
    response: pageOf(directoryEntrySchema),
    handler: ({ query, session }) => {
      if (query.withUnlisted && !KEEPERS.includes(session.role)) {
        throw new UserError('not-permitted', 'Your role does not permit unlisted entries.');
      }
      return entries.search(query);
    },
  }),
  route({
    method: 'get',
    path: '/directory-entries/:entryId',
    summary: 'One entry of the directory',
    access: 'user',
    scope: 'directory:read',
    params: entryParams,
    response: directoryEntrySchema,
    handler: async ({ params, session }) => {
      const entry = found(await entries.get(params.entryId));
      return found(entry.isListed || KEEPERS.includes(session.role) ? entry : null);
    },
  }),
];

const directoryChanges = (entries: DirectoryEntries): Route[] => [
  route({
    method: 'post',
    path: '/directory-entries',
    summary: 'Add an entry to the directory',
    access: 'user',
    roles: KEEPERS,
    scope: 'directory:write',
    body: newDirectoryEntrySchema,
    response: directoryEntrySchema,
    status: 201,
    handler: ({ body, session }) => entries.create(body, authorOf(session, body.why)),
  }),
  route({
    method: 'put',
    path: '/directory-entries/:entryId',
    summary: 'Change an entry of the directory',
    access: 'user',
    roles: KEEPERS,
    scope: 'directory:write',
    params: entryParams,
    body: directoryEntryChangeSchema,
    response: directoryEntrySchema,
    handler: ({ params, body, session }) => entries.change(params.entryId, body, authorOf(session, body.why)),
  }),
  route({
    method: 'delete',
    path: '/directory-entries/:entryId',
    summary: 'Remove an entry from the directory',
    access: 'user',
    roles: KEEPERS,
    scope: 'directory:write',
    params: entryParams,
    query: removalQuerySchema,
    handler: ({ params, query, session }) =>
      entries.remove(params.entryId, query.version, authorOf(session, query.why)),
  }),
];

const itemParams = z.object({ itemId: z.uuid() });

const informationRoutes = (items: InformationItems): Route[] => [
  route({
    method: 'get',
    path: '/information-items',
    summary: 'Information items by category, topic or title',
    access: 'user',
    scope: 'information:read',
    query: informationQuerySchema,
    response: pageOf(informationItemSchema),
    handler: ({ query }) => items.search(query),
  }),
  route({
    method: 'get',
    path: '/information-items/:itemId',
    summary: 'One information item',
    access: 'user',
    scope: 'information:read',
    params: itemParams,
    response: informationItemSchema,
    handler: async ({ params }) => found(await items.get(params.itemId)),
  }),
];

const informationChanges = (items: InformationItems): Route[] => [
  route({
    method: 'post',
    path: '/information-items',
    summary: 'Add an information item',
    access: 'user',
    roles: KEEPERS,
    scope: 'information:write',
    body: newInformationItemSchema,
    response: informationItemSchema,
    status: 201,
    handler: ({ body, session }) => items.create(body, authorOf(session, body.why)),
  }),
  route({
    method: 'put',
    path: '/information-items/:itemId',
    summary: 'Change an information item',
    access: 'user',
    roles: KEEPERS,
    scope: 'information:write',
    params: itemParams,
    body: informationItemChangeSchema,
    response: informationItemSchema,
    handler: ({ params, body, session }) => items.change(params.itemId, body, authorOf(session, body.why)),
  }),
  route({
    method: 'delete',
    path: '/information-items/:itemId',
    summary: 'Remove an information item',
    access: 'user',
    roles: KEEPERS,
    scope: 'information:write',
    params: itemParams,
    query: removalQuerySchema,
    handler: ({ params, query, session }) =>
      items.remove(params.itemId, query.version, authorOf(session, query.why)),
  }),
];
