import { z } from 'zod';
import type { Session } from '../auth/ports';
import { agentId as toAgentId, type AgentId } from '../contract/ids';
import type { Role } from '../contract/rest';
import type { ApiScope } from '../contract/scopes';
import { UserError } from '../errors';
import type { StreamedUpload, Upload, UploadRules } from './file-transfer';
import { sessionOfKey, type Principal } from './principal';

/** What people and programs send is short. */
const JSON_MAX_BYTES = 64 * 1024;

/** 'agent' is anybody whose login has an agent number, whatever the role. */
export type Access = 'public' | 'user' | 'agent';
export type AgentSession = Session & { readonly agentId: AgentId };

export type SessionFor<A extends Access> = A extends 'public'
  ? null
  : A extends 'user'
    ? Session
    : AgentSession;

/** The little of HTTP a handler may need. */
export interface Exchange {
  readonly remote: string;
  /** Host name the browser used, without port. */
  readonly hostname: string;
  /** The token that was sent, valid or not. */
  readonly token: string | null;
  setSessionCookie(token: string): void;
  clearSessionCookie(): void;
}

export interface RouteInput<A extends Access, P, Q, B> {
  readonly session: SessionFor<A>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly exchange: Exchange;
}

export type Method = 'get' | 'post' | 'put' | 'delete';

interface RouteFacts {
  readonly method: Method;
  /** Below /api/v1, in express' notation: "/calls/:callId". */
  readonly path: string;
  readonly summary: string;
  /** Only these roles; absent: any. */
  readonly roles?: readonly Role[];
  /** API keys with this scope may use it; absent: people only. */
  readonly scope?: ApiScope;
  /** Of a JSON body that may be longer than usual. */
  readonly maxBytes?: number;
  /** The body is a file of one of these types; `body` is uploadSchema then. */
  readonly upload?: UploadRules;
  /** The answer is a file of one of these types; `response` is fileSchema then. */
  readonly download?: readonly string[];
}

/** `response` absent: 204 without a body. `status` defaults to 200 or 204. */
export interface RouteSpec<
  A extends Access,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> extends RouteFacts {
  readonly access: A;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response?: R;
  readonly status?: number;
  handler(input: RouteInput<A, z.output<P>, z.output<Q>, z.output<B>>): Promise<z.output<R>> | z.output<R>;
}

export interface RawRequest {
  readonly principal: Principal | null;
  readonly params: unknown;
  readonly query: unknown;
  /** Reads what was sent as JSON; nothing: undefined. */
  readonly readJson: (maxBytes: number) => Promise<unknown>;
  /** Reads the file a route with `upload` takes. */
  readonly readUpload: (rules: UploadRules) => Promise<Upload | StreamedUpload>;
  readonly exchange: Exchange;
}

/** A route with its types folded away: what express and the OpenAPI document are built from. */
export interface Route extends RouteFacts {
  readonly access: Access;
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  readonly response: z.ZodType | null;
  readonly status: number;
  /** Checks access, validates, handles. */
  run(raw: RawRequest): Promise<unknown>;
}

export function route<
  A extends Access,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodVoid,
>(spec: RouteSpec<A, P, Q, B, R>): Route {
  const { method, path, summary, access, roles, scope, upload, download } = spec;
  const { params, query, body, response } = spec;
  return {
    method,
    path,
    summary,
    access,
    ...(roles && { roles }),
    ...(scope && { scope }),
    ...(upload && { upload }),
    ...(download && { download }),
    params: params ?? null,
    query: query ?? null,
    body: body ?? null,
    response: response ?? null,
    status: spec.status ?? (response ? 200 : 204),
    run: async (raw) => {
      const session = admit({ access, roles, scope }, raw.principal);
      // Read now: nobody makes us keep what he may not send.
      const given = upload
        ? await raw.readUpload(upload)
        : body && (await raw.readJson(spec.maxBytes ?? JSON_MAX_BYTES));
      return spec.handler({
        session,
        ...validate({ params, query, body }, raw, given),
        exchange: raw.exchange,
      });
    },
  };
}

interface Demand<A extends Access> {
  readonly access: A;
  readonly roles: readonly Role[] | undefined;
  readonly scope: ApiScope | undefined;
}

function admit<A extends Access>(demand: Demand<A>, principal: Principal | null): SessionFor<A>;
function admit({ access, roles, scope }: Demand<Access>, principal: Principal | null): Session | null {
  if (access === 'public') return null;
  if (!principal) throw new UserError('not-logged-in', 'Log in first.');
  if (principal.kind === 'key') return admitKey(scope, principal);
  const { session } = principal;
  if (roles && !roles.includes(session.role)) {
    throw new UserError('not-permitted', 'Your role does not permit this.');
  }
  if (access === 'user') return session;
  if (session.agentId === null) {
    throw new UserError('not-permitted', 'This needs a login with an agent number.');
  }
  return { ...session, agentId: toAgentId(session.agentId) };
}

/** A key is judged by its scopes alone; what an agent does at his desk has no scope. */
function admitKey(scope: ApiScope | undefined, { key }: Extract<Principal, { kind: 'key' }>): Session {
  if (scope === undefined)
    throw new UserError('not-permitted', 'This can only be done by a person who is logged in.');
  if (!key.scopes.includes(scope))
    throw new UserError('not-permitted', `This API key does not have the scope ${scope}.`);
  return sessionOfKey(key);
}

interface Schemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: P | undefined;
  readonly query: Q | undefined;
  readonly body: B | undefined;
}

interface Validated<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

function validate<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  schemas: Schemas<P, Q, B>,
  raw: Pick<RawRequest, 'params' | 'query'>,
  body: unknown,
): Validated<z.output<P>, z.output<Q>, z.output<B>> {
  const issues: z.core.$ZodIssue[] = [];
  const read = <S extends z.ZodType>(schema: S | undefined, value: unknown): z.output<S> | undefined => {
    const parsed = schema?.safeParse(value);
    if (parsed?.success === false) issues.push(...parsed.error.issues);
    return parsed?.data;
  };
  const validated = {
    params: read(schemas.params, raw.params),
    query: read(schemas.query, raw.query),
    body: read(schemas.body, body ?? {}),
  };
  if (issues.length > 0) throw validationError(issues);
  // Without issues every declared schema gave its output, and an undeclared one is undefined by default.
  return validated as Validated<z.output<P>, z.output<Q>, z.output<B>>;
}

/** Names the fields and what is wrong with each, never the values. */
function validationError(issues: readonly z.core.$ZodIssue[]): UserError {
  const nameOf = (issue: z.core.$ZodIssue): string => issue.path.map(String).join('.') || '(request)';
  const fields = [...new Set(issues.map(nameOf))];
  return new UserError('validation-failed', `Please check: ${fields.join(', ')}.`, {
    details: { fields, problems: issues.map((issue) => `${nameOf(issue)}: ${issue.message}`) },
  });
}
