import { z } from 'zod';
import type { AuthService } from '../../../server/auth/auth.service';
import type { Session } from '../../../server/auth/ports';
import { apiScopes, type ApiScope } from '../../../server/contract/scopes';
import { API_PATH, apiRoutes } from '../../../server/http/app';
import { buildOpenApi } from '../../../server/http/openapi';
import { integrationRoutes, type IntegrationSources } from '../../../server/http/routes/integration-routes';
import { route, type RawRequest } from '../../../server/http/route';
import { InMemoryCallHistory, InMemoryCustomerDirectory } from '../../fakes/in-memory-records';
import { RecordingDeskActions } from '../../fakes/recording-desk-actions';

const never = () => Promise.reject(new Error('not called here'));
const auth: Pick<AuthService, 'login' | 'logout' | 'authenticate' | 'sipLogin'> = {
  login: never,
  logout: never,
  authenticate: never,
  sipLogin: never,
};
const routes = apiRoutes({
  auth,
  guests: { open: never },
  desk: new RecordingDeskActions(),
  records: {
    calls: new InMemoryCallHistory(),
    customers: new InMemoryCustomerDirectory(),
    queueFigures: () => Promise.resolve([]),
  },
  moreRoutes: integrationRoutes({} as IntegrationSources),
  settings: {
    allowedOrigins: [],
    trustProxy: false,
    softphoneDirectory: '',
    phones: { urlFor: () => null, all: () => [] },
    loginLimit: { limit: 1, windowMs: 1 },
    guestLimit: { limit: 1, windowMs: 1 },
    timeZone: 'Asia/Shanghai',
    validateResponses: true,
  },
});

interface Operation {
  readonly operationId: string;
  readonly parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
  readonly security: unknown[];
  readonly responses: Record<string, unknown>;
}

describe('OpenAPI document', () => {
  const document = buildOpenApi(routes, API_PATH);
  const paths = document['paths'] as Record<string, Record<string, Operation>>;
  const operations = Object.values(paths).flatMap((path) => Object.values(path));

  it('describes every route', () => {
    expect(operations).toHaveLength(routes.length);
    for (const { method, path, status } of routes) {
      const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
      expect(operation?.responses).toHaveProperty(String(status));
    }
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/login', '/me/desk', '/calls/{callId}/hang-up', '/offers/{offerId}/decline']),
    );
  });

  it('names every operation once and every path parameter', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
    for (const { path } of routes.filter((r) => r.path.includes(':'))) {
      const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]);
      const operation = Object.values(paths[path.replace(/:(\w+)/g, '{$1}')] ?? {})[0];
      const described = operation?.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
      expect(described.map(({ name }) => name)).toEqual(names);
      expect(described.every(({ required }) => required)).toBe(true);
    }
  });

  it('tells types of query parameters and which need no login', () => {
    const query = paths['/calls']?.['get']?.parameters?.find(({ name }) => name === 'pageSize');
    expect(query).toMatchObject({ in: 'query', required: false, schema: { type: 'integer', maximum: 200 } });
    expect(paths['/login']?.['post']?.security).toEqual([]);
    expect(paths['/me']?.['get']?.security).not.toEqual([]);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});

describe('route', () => {
  const session: Session = {
    sessionId: 's',
    userId: 'u',
    login: 'alice',
    displayName: 'Alice',
    role: 'agent',
    agentId: '1001',
    sipUser: null,
  };
  const raw = (extra: Partial<RawRequest>): RawRequest => ({
    principal: { kind: 'person', session },
    params: {},
    query: {},
    readJson: () => Promise.resolve(undefined),
    readUpload: never,
    exchange: {
      remote: '',
      hostname: '',
      token: null,
      setSessionCookie: () => undefined,
      clearSessionCookie: () => undefined,
    },
    ...extra,
  });
  const reports = route({
    method: 'get',
    path: '/reports',
    summary: 'For supervisors',
    access: 'user',
    roles: ['supervisor', 'admin'],
    query: z.object({ days: z.coerce.number() }),
    response: z.number(),
    handler: ({ query }) => query.days * 2,
  });

  it('admits only the roles it names', async () => {
    await expect(reports.run(raw({ query: { days: '2' } }))).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(reports.run(raw({ principal: null }))).rejects.toMatchObject({ code: 'not-logged-in' });
    const supervisor = { ...session, role: 'supervisor' as const };
    expect(
      await reports.run(raw({ principal: { kind: 'person', session: supervisor }, query: { days: '2' } })),
    ).toBe(4);
  });

  it('reads a body only of who may send it, and not more than it is to be', async () => {
    const asked: number[] = [];
    const readJson = (maxBytes: number) => Promise.resolve(asked.push(maxBytes) && { days: 1 });
    const body = z.object({ days: z.number() });
    const facts = { method: 'post', path: '/reports', summary: 'Sent', access: 'user', body } as const;
    const handler = () => undefined;
    await route({ ...facts, handler }).run(raw({ readJson }));
    await route({ ...facts, maxBytes: 9, handler }).run(raw({ readJson }));
    await expect(route({ ...facts, roles: ['admin'], handler }).run(raw({ readJson }))).rejects.toMatchObject(
      {
        code: 'not-permitted',
      },
    );
    expect(asked).toEqual([64 * 1024, 9]);
  });

  it('admits a key by its scopes alone, and only where one is named', async () => {
    const withScope = (scopes: ApiScope[]) =>
      raw({ principal: { kind: 'key', key: { keyId: 'k', name: 'crm', scopes } } });
    const facts = { method: 'get', path: '/x', summary: '', access: 'user', response: z.string() } as const;
    const open = route({
      ...facts,
      roles: ['admin'],
      scope: 'calls:read',
      handler: ({ session: who }) => who.login,
    });
    const closed = route({ ...facts, handler: () => '' });
    const atTheDesk = route({ ...facts, access: 'agent', handler: () => '' });
    expect(await open.run(withScope(['fax:send', 'calls:read']))).toBe('key:crm');
    await expect(open.run(withScope(['fax:send']))).rejects.toThrow('scope calls:read');
    await expect(closed.run(withScope([...apiScopes]))).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(atTheDesk.run(withScope([...apiScopes]))).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('names fields without repeating what was typed', async () => {
    const supervisor = { ...session, role: 'admin' as const };
    const failure = reports.run(
      raw({ principal: { kind: 'person', session: supervisor }, query: { days: 'hunter2' } }),
    );
    await expect(failure).rejects.toMatchObject({ code: 'validation-failed', details: { fields: ['days'] } });
    await expect(failure).rejects.not.toThrow(/hunter2/);
  });
});
