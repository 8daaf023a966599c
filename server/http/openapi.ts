import { z } from 'zod';
import { errorBodySchema } from '../contract/rest';
import { SESSION_COOKIE } from './cookies';
import type { Access, Route } from './route';

type Json = Record<string, unknown>;

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12: exactly what zod writes. */
export function buildOpenApi(routes: readonly Route[], basePath: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kiloline',
      version: '1',
      description: `Events: a WebSocket at ${basePath}/events, resumable with ?after=<event id>.`,
    },
    servers: [{ url: basePath }],
    paths,
    components: {
      schemas: { Error: schemaOf(errorBodySchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key; each operation names its scope.',
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  return {
    summary: route.summary,
    operationId: operationId(route),
    description: descriptionOf(route),
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(route),
    responses: {
      [route.status]: route.response
        ? { description: 'Done.', content: answerContent(route, route.response) }
        : { description: 'Done.' },
      default: { description: 'Refused or failed.', content: json({ $ref: '#/components/schemas/Error' }) },
    },
  };
}

function requestBody({ upload, body }: Route): Json {
  if (upload) return { requestBody: { required: true, content: files(upload.contentTypes) } };
  return body ? { requestBody: { required: true, content: json(schemaOf(body, 'input')) } } : {};
}

const answerContent = ({ download }: Route, response: z.ZodType): Json =>
  download ? files(download) : json(schemaOf(response, 'output'));

const files = (contentTypes: readonly string[]): Json =>
  Object.fromEntries(contentTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

const descriptionOf = ({ access, roles, scope }: Route): string =>
  [
    accessText[access],
    ...(roles ? [`Roles: ${roles.join(', ')}.`] : []),
    ...(scope ? [`API keys need the scope ${scope}.`] : []),
  ].join(' ');

function securityOf({ access, scope }: Route): Json[] {
  if (access === 'public') return [];
  return [{ session: [] }, ...(scope ? [{ apiKey: [] }] : [])];
}

const accessText: Readonly<Record<Access, string>> = {
  public: 'Needs no login.',
  user: 'Needs a login.',
  agent: 'Needs a login with an agent number.',
};

/** "put /calls/:callId/disposition" → "putCallsCallIdDisposition". */
const operationId = (route: Route): string =>
  route.method + route.path.replace(/[^A-Za-z]+(.)/g, (_match, first: string) => first.toUpperCase());

function parametersOf(schema: z.ZodType | null, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties, required } = objectShape.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const objectShape = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const written: Json = { ...z.toJSONSchema(schema, { target: 'draft-2020-12', io }) };
  // Said once by the version of OpenAPI.
  delete written['$schema'];
  return written;
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });
