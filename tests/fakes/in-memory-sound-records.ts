import type { SoundPath } from '../../server/contract/sounds';
import type { SoundRecord, SoundRecords, StagedRecording } from '../../server/sounds/sound-records';

interface Row {
  readonly sound: SoundPath;
  readonly wanted: StagedRecording | null;
  isPlaced: boolean;
}

const keyOf = ({ language, group, name }: SoundPath): string => [language, group, name].join('/');

/** Rows as PostgreSQL keeps them; sounds are placed one after the other. */
export class InMemorySoundRecords implements SoundRecords {
  /** What was kept, in this order. */
  readonly kept: SoundRecord[] = [];
  readonly rows = new Map<string, Row>();
  #placing: Promise<void> = Promise.resolve();

  keep(record: SoundRecord): Promise<void> {
    this.kept.push(record);
    this.rows.set(keyOf(record.sound), { sound: record.sound, wanted: record.wanted, isPlaced: false });
    return Promise.resolve();
  }

  place(sound: SoundPath, work: (wanted: StagedRecording | null) => Promise<void>): Promise<void> {
    const placed = this.#placing.then(async () => {
      const row = this.rows.get(keyOf(sound));
      if (!row || row.isPlaced) return;
      await work(row.wanted);
      row.isPlaced = true;
      if (row.wanted === null) this.rows.delete(keyOf(sound));
    });
    this.#placing = placed.catch(() => undefined);
    return placed;
  }

  unplaced(): ReturnType<SoundRecords['unplaced']> {
    const rows = [...this.rows.values()].filter(({ isPlaced }) => !isPlaced);
    return Promise.resolve(rows.map(({ sound, wanted }) => ({ sound, stagedAs: wanted?.stagedAs ?? null })));
  }
}
