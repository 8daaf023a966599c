import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SoundPath } from '../../server/contract/sounds';
import type { SoundNote } from '../../server/sounds/sound-files';

/** What is to be heard in place of a sound of the product. The file follows the row: see server/sounds/sound-records. */
@Entity('sound_recordings')
@Index(['keptAt'], { where: 'NOT is_placed' })
@Check(
  'sound_recordings_wanted_check',
  `(hash IS NULL) = (note IS NULL) AND (hash IS NULL) = (staged_as IS NULL)`,
)
@Check('sound_recordings_hash_check', `hash ~ '^[0-9a-f]{64}$'`)
export class SoundRecording {
  @PrimaryColumn('text')
  language!: SoundPath['language'];

  /** A pack's id, 'fragments' or 'items'. */
  @PrimaryColumn('text')
  soundGroup!: string;

  @PrimaryColumn('text')
  name!: string;

  /** SHA-256 of the file; null: it is to be taken away. */
  @Column('text', { nullable: true })
  hash!: string | null;

  /** Where it lay, or lies, before it was in place. */
  @Column('uuid', { nullable: true })
  stagedAs!: string | null;

  @Column('jsonb', { nullable: true })
  note!: SoundNote | null;

  @Column('boolean', { default: false })
  isPlaced!: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  keptAt!: Date;
}
