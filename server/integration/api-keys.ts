import { randomBytes } from 'node:crypto';
import type { ApiKeyView, CreatedApiKey, NewApiKey } from '../contract/integration';
import type { ApiScope } from '../contract/scopes';
import { UserError } from '../errors';
import type { SecretBox } from '../secrets';
import type { ApiKeyStore } from './ports';

/** Who uses the API with a key. */
export interface ApiKeyPrincipal {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
}

interface ApiKeyDeps {
  readonly keys: ApiKeyStore;
  /** Purpose 'api-key': what is stored is a digest that only this installation can compute. */
  readonly secrets: SecretBox;
  readonly now: () => number;
}

/** Known at a glance in a log or a leaked file, and nothing that would need escaping in a header. */
const keyPattern = /^kl_[A-Za-z0-9_-]{43}$/;

/** Keys for other systems: 256 random bits, shown once, kept as a digest, with named scopes and an end. */
export class ApiKeys {
  readonly #deps: ApiKeyDeps;

  constructor(deps: ApiKeyDeps) {
    this.#deps = deps;
  }

  /** @throws UserError validation-failed for an end that has passed */
  async create(request: NewApiKey, by: string): Promise<CreatedApiKey> {
    if (request.expiresAt !== null && Date.parse(request.expiresAt) <= this.#deps.now())
      throw new UserError('validation-failed', 'The key would have expired already.');
    const secret = `kl_${randomBytes(32).toString('base64url')}`;
    const digest = this.#deps.secrets.digest(secret);
    const key = await this.#deps.keys.create({ ...request, digest, createdBy: by });
    return { ...key, secret };
  }

  list(): Promise<readonly ApiKeyView[]> {
    return this.#deps.keys.list();
  }

  /** @throws UserError not-found */
  async revoke(keyId: string, by: string): Promise<void> {
    if (!(await this.#deps.keys.revoke(keyId, by))) throw new UserError('not-found', 'There is no such key.');
  }

  /** null: no key of ours, revoked or expired. */
  async authenticate(secret: string): Promise<ApiKeyPrincipal | null> {
    if (!keyPattern.test(secret)) return null;
    const key = await this.#deps.keys.findByDigest(this.#deps.secrets.digest(secret));
    if (!key) return null;
    await this.#deps.keys.noteUse(key.keyId);
    return { keyId: key.keyId, name: key.name, scopes: key.scopes };
  }
}
