import type { DataSource } from 'typeorm';
import type { ApiKeyView } from '../../server/contract/integration';
import type { ApiKeyStore } from '../../server/integration/ports';
import { withDatabaseErrors } from '../database-error';
import { ApiKey } from '../entities';
import { cleanText } from '../projection/stored-event';

const LIVE = `revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;

export class ApiKeyRepository implements ApiKeyStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  create(key: Parameters<ApiKeyStore['create']>[0]): Promise<ApiKeyView> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const saved = await manager.save(ApiKey, {
        name: cleanText(key.name),
        scopes: [...new Set(key.scopes)],
        digest: key.digest,
        createdBy: key.createdBy,
        expiresAt: key.expiresAt === null ? null : new Date(key.expiresAt),
        lastUsedAt: null,
        revokedAt: null,
        revokedBy: null,
      });
      return toView(saved);
    });
  }

  findByDigest(digest: string): Promise<ApiKeyView | null> {
    return withDatabaseErrors(async () => {
      const key = await this.#dataSource
        .getRepository(ApiKey)
        .createQueryBuilder()
        .where(`digest = :digest AND ${LIVE}`, { digest })
        .getOne();
      return key && toView(key);
    });
  }

  list(): Promise<readonly ApiKeyView[]> {
    return withDatabaseErrors(async () => {
      const keys = await this.#dataSource.manager.find(ApiKey, {
        order: { createdAt: 'DESC', keyId: 'ASC' },
      });
      return keys.map(toView);
    });
  }

  async revoke(keyId: string, by: string): Promise<boolean> {
    const [, changed] = await this.#update(
      `UPDATE api_keys SET revoked_at = now(), revoked_by = $2 WHERE key_id = $1 AND revoked_at IS NULL`,
      [keyId, by],
    );
    return changed > 0;
  }

  async noteUse(keyId: string): Promise<void> {
    await this.#update(
      `UPDATE api_keys SET last_used_at = now()
       WHERE key_id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [keyId],
    );
  }

  #update(statement: string, values: unknown[]): Promise<[unknown, number]> {
    return withDatabaseErrors(() => this.#dataSource.query<[unknown, number]>(statement, values));
  }
}

const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

const toView = (key: ApiKey): ApiKeyView => ({
  keyId: key.keyId,
  name: key.name,
  scopes: key.scopes,
  createdAt: key.createdAt.toISOString(),
  createdBy: key.createdBy,
  expiresAt: isoOrNull(key.expiresAt),
  lastUsedAt: isoOrNull(key.lastUsedAt),
  revokedAt: isoOrNull(key.revokedAt),
});
