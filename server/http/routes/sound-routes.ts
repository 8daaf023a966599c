import { pageOf, type Page } from '../../contract/rest';
import {
  SOUND_MAX_BYTES,
  SOUND_TYPES,
  soundChangeSchema,
  soundPathSchema,
  soundQuerySchema,
  soundViewSchema,
  type SoundPath,
  type SoundQuery,
  type SoundView,
} from '../../contract/sounds';
import { FileAnswer, fileSchema, uploadSchema } from '../file-transfer';
import { route, type Route } from '../route';
import { authorOf } from './crm-routes';

interface SoundChange {
  readonly by: string;
  readonly reason: string;
}

/** server/sounds: what the routes need of it. */
export interface SoundActions {
  list(query: SoundQuery): Promise<Page<SoundView>>;
  get(sound: SoundPath): Promise<SoundView>;
  open(sound: SoundPath): Promise<string>;
  replace(sound: SoundPath, file: Buffer, change: SoundChange): Promise<SoundView>;
  restore(sound: SoundPath, change: SoundChange): Promise<void>;
}

const PATH = '/sounds/:language/:group/:name';
const who = { access: 'user', roles: ['supervisor', 'admin'] } as const;
const reading = { ...who, scope: 'sounds:read' } as const;
const writing = { ...who, scope: 'sounds:write' } as const;

export function soundRoutes(sounds: SoundActions): Route[] {
  return [
    route({
      method: 'get',
      path: '/sounds',
      summary: 'What callers hear: prompts of packs, fragments of languages, rendered items',
      ...reading,
      query: soundQuerySchema,
      response: pageOf(soundViewSchema),
      handler: ({ query }) => sounds.list(query),
    }),
    route({
      method: 'get',
      path: PATH,
      summary: 'One sound',
      ...reading,
      params: soundPathSchema,
      response: soundViewSchema,
      handler: ({ params }) => sounds.get(params),
    }),
    route({
      method: 'get',
      path: `${PATH}/audio`,
      summary: 'The recording a caller would hear now',
      ...reading,
      params: soundPathSchema,
      response: fileSchema,
      download: ['audio/wav'],
      handler: async ({ params }) => new FileAnswer('audio/wav', { path: await sounds.open(params) }),
    }),
    route({
      method: 'put',
      path: `${PATH}/audio`,
      summary: 'Replaces it by a recording: a WAV of any rate, at most 120 seconds and 10 MB',
      ...writing,
      params: soundPathSchema,
      query: soundChangeSchema,
      body: uploadSchema,
      upload: { contentTypes: SOUND_TYPES, maxBytes: SOUND_MAX_BYTES },
      response: soundViewSchema,
      handler: ({ session, params, query, body }) =>
        sounds.replace(params, body.bytes, { by: authorOf(session).who, reason: query.reason }),
    }),
    route({
      method: 'delete',
      path: `${PATH}/audio`,
      summary: 'Takes a recording away: the made one is heard again',
      ...writing,
      params: soundPathSchema,
      query: soundChangeSchema,
      handler: ({ session, params, query }) =>
        sounds.restore(params, { by: authorOf(session).who, reason: query.reason }),
    }),
  ];
}
