import type { DataSource, EntityManager } from 'typeorm';
import type { SoundPath } from '../../server/contract/sounds';
import type { SoundRecord, SoundRecords, StagedRecording } from '../../server/sounds/sound-records';
import { withDatabaseErrors } from '../database-error';
import { SoundRecording } from '../entities';
import { ChangeRecorder } from '../repositories/change-recorder';
import { bindingRules, needsApproval } from './approval-gate';

export class SoundRecordRepository implements SoundRecords {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  keep(record: SoundRecord): Promise<void> {
    return this.#changing(async (manager) => {
      // Going back to what came with the product, and speaking a text that was approved, needs nobody.
      const rules =
        record.action === 'replaced' ? await bindingRules(manager, ['recordings'], record.by) : [];
      if (rules.length > 0)
        throw needsApproval(rules, 'Somebody else must approve this recording: propose it.');
      await keepRecording(manager, record);
    });
  }

  place(sound: SoundPath, work: (wanted: StagedRecording | null) => Promise<void>): Promise<void> {
    return this.#changing(async (manager) => {
      const row = await manager.findOne(SoundRecording, {
        where: { ...keyOf(sound), isPlaced: false },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row) return;
      const { hash, stagedAs, note } = row;
      if (hash === null || stagedAs === null || note === null) {
        await work(null);
        await manager.delete(SoundRecording, keyOf(sound));
      } else {
        await work({ hash, stagedAs, note });
        await manager.update(SoundRecording, keyOf(sound), { isPlaced: true });
      }
    });
  }

  unplaced(): Promise<readonly { readonly sound: SoundPath; readonly stagedAs: string | null }[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(SoundRecording, {
        where: { isPlaced: false },
        order: { keptAt: 'ASC' },
      });
      return rows.map(({ language, soundGroup: group, name, stagedAs }) => ({
        sound: { language, group, name },
        stagedAs,
      }));
    });
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#dataSource.transaction(work));
  }
}

/** What is wanted from now on, and the change, in somebody's transaction. */
export async function keepRecording(
  manager: EntityManager,
  { sound, wanted, action, by, reason }: SoundRecord,
): Promise<void> {
  const { hash = null, stagedAs = null, note = null } = wanted ?? {};
  await manager.upsert(
    SoundRecording,
    { ...keyOf(sound), hash, stagedAs, note, isPlaced: false, keptAt: new Date() },
    ['language', 'soundGroup', 'name'],
  );
  await new ChangeRecorder(manager).record({
    entity: 'sound',
    id: soundId(sound),
    before: {},
    after: { action },
    ...{ who: by, why: reason },
  });
}

/** 'zh-CN/1000/01' */
export const soundId = ({ language, group, name }: SoundPath): string => [language, group, name].join('/');

const keyOf = ({ language, group, name }: SoundPath) => ({ language, soundGroup: group, name });
