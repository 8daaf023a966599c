import { z } from 'zod';
import type { Session } from '../../auth/ports';
import { callId, type CallId } from '../../contract/ids';
import {
  legalHoldRequestSchema,
  recordingDeletionRequestSchema,
  recordingLogEntrySchema,
  type RecordingLogEntry,
} from '../../contract/recordings';
import { pageOf, pageQuerySchema, type Page } from '../../contract/rest';
import { route, type Route } from '../route';

interface Person {
  readonly login: string;
  readonly name: string;
}

/** server/recordings: what the routes need of it. */
export interface KeptRecordingActions {
  hold(
    callId: CallId,
    recordingId: string,
    hold: { readonly isHeld: boolean; readonly why: string },
    person: Person,
  ): Promise<void>;
  delete(callId: CallId, recordingId: string, why: string, person: Person): Promise<void>;
  log(query: { readonly page: number; readonly pageSize: number }): Promise<Page<RecordingLogEntry>>;
}

const params = z.object({ callId: z.uuid(), recordingId: z.uuid() });
const personOf = ({ login, displayName }: Session): Person => ({ login, name: displayName });

/** What becomes of recordings that are kept. Each may be asked for twice. */
export const keptRecordingRoutes = (recordings: KeptRecordingActions): Route[] => [
  route({
    method: 'put',
    path: '/calls/:callId/recordings/:recordingId/legal-hold',
    summary: 'Hold a recording, so that nothing and nobody deletes it, or let it go',
    access: 'user',
    roles: ['supervisor', 'admin'],
    params,
    body: legalHoldRequestSchema,
    handler: ({ session, params: { callId: id, recordingId }, body }) =>
      recordings.hold(callId(id), recordingId, body, personOf(session)),
  }),
  route({
    method: 'post',
    path: '/calls/:callId/recordings/:recordingId/deletion',
    summary: 'Delete a recording before its time; the log of deletions keeps who did and why',
    access: 'user',
    roles: ['admin'],
    params,
    body: recordingDeletionRequestSchema,
    handler: ({ session, params: { callId: id, recordingId }, body }) =>
      recordings.delete(callId(id), recordingId, body.why, personOf(session)),
  }),
  route({
    method: 'get',
    path: '/recordings/log',
    summary: 'Recordings deleted, held and let go, newest first',
    access: 'user',
    roles: ['supervisor', 'admin'],
    query: pageQuerySchema,
    response: pageOf(recordingLogEntrySchema),
    handler: ({ query }) => recordings.log(query),
  }),
];
