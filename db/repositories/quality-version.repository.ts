import type { DataSource } from 'typeorm';
import type { QualityVersionStore, StoredQualityVersion } from '../../server/quality/quality-versions';
import { withDatabaseErrors } from '../database-error';
import { QualityVersionRow } from '../entities';
import { oneAtATime } from '../one-at-a-time';
import { cleanText } from '../projection/stored-event';

const MOST = 100;

export class QualityVersionRepository implements QualityVersionStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  async newest(): Promise<StoredQualityVersion | null> {
    return (await this.#newest(1))[0] ?? null;
  }

  history(): Promise<readonly StoredQualityVersion[]> {
    return this.#newest(MOST);
  }

  add(
    { yaml, appliedBy, why }: Omit<StoredQualityVersion, 'version' | 'appliedAt'>,
    basedOn: number,
  ): Promise<'added' | 'outdated'> {
    return oneAtATime(this.#dataSource, ['quality_versions', ''], async (manager) => {
      const newest = (await manager.maximum(QualityVersionRow, 'version')) ?? 0;
      if (newest !== basedOn) return 'outdated';
      await manager.insert(QualityVersionRow, {
        ...{ version: newest + 1, yaml: cleanText(yaml) },
        ...{ appliedBy: cleanText(appliedBy), why: cleanText(why) },
      });
      return 'added';
    });
  }

  #newest(take: number): Promise<QualityVersionRow[]> {
    return withDatabaseErrors(() =>
      this.#dataSource.manager.find(QualityVersionRow, { order: { version: 'DESC' }, take }),
    );
  }
}
