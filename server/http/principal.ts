import type { Session } from '../auth/ports';
import type { ApiKeyPrincipal } from '../integration/api-keys';
import type { BudgetSize, RequestBudget } from '../integration/request-budget';
import { UserError } from '../errors';

/** Who makes a request. */
export type Principal =
  | { readonly kind: 'person'; readonly session: Session }
  | { readonly kind: 'key'; readonly key: ApiKeyPrincipal };

export interface Authenticators {
  readonly session: (token: string) => Promise<Session | null>;
  readonly apiKey: (secret: string) => Promise<ApiKeyPrincipal | null>;
}

export interface Credentials {
  /** Of the cookie. */
  readonly token: string | null;
  readonly authorization: string | undefined;
}

/**
 * A key, when one is sent: a wrong one is refused even where a cookie would do, so that nobody wonders as whom he
 * acted. @throws UserError wrong-credentials
 */
export async function principalOf(
  { token, authorization }: Credentials,
  authenticators: Authenticators,
): Promise<Principal | null> {
  if (authorization !== undefined) {
    const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const key = secret === undefined ? null : await authenticators.apiKey(secret);
    if (!key) throw new UserError('wrong-credentials', 'This API key is not valid.');
    return { kind: 'key', key };
  }
  const session = token === null ? null : await authenticators.session(token);
  return session && { kind: 'person', session };
}

/** What a key's requests are recorded under, where a person's login would stand. */
export const sessionOfKey = ({ keyId, name }: ApiKeyPrincipal): Session => ({
  sessionId: `key:${keyId}`,
  userId: keyId,
  login: `key:${name}`,
  displayName: name,
  role: 'admin',
  agentId: null,
  sipUser: null,
});

export interface RequestLimits {
  readonly budget: RequestBudget;
  readonly perKey: BudgetSize;
  readonly perSession: BudgetSize;
}

export interface BudgetState {
  readonly limit: number;
  readonly left: number;
  /** Whole seconds until the budget is full. */
  readonly resetS: number;
}

/** @throws UserError too-many-requests */
export async function takeFromBudget(principal: Principal, limits: RequestLimits): Promise<BudgetState> {
  const size = principal.kind === 'key' ? limits.perKey : limits.perSession;
  const whose =
    principal.kind === 'key' ? `key:${principal.key.keyId}` : `session:${principal.session.sessionId}`;
  const { isTaken, left, waitMs, fullInMs } = await limits.budget.take(whose, size);
  if (!isTaken) {
    throw new UserError('too-many-requests', 'Too many requests. Try again a little later.', {
      details: { retryAfterS: Math.ceil(waitMs / 1000) },
    });
  }
  return { limit: size.limit, left, resetS: Math.ceil(fullInMs / 1000) };
}
