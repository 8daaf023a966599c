import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { ApiScope } from '../../server/contract/scopes';

/** Another system's way into the API. */
@Entity('api_keys')
@Unique(['digest'])
export class ApiKey {
  @PrimaryGeneratedColumn('uuid')
  keyId!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  scopes!: ApiScope[];

  /** HMAC-SHA-256 of the secret; the secret itself is nowhere. */
  @Column('text')
  digest!: string;

  @Column('text')
  createdBy!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('text', { nullable: true })
  revokedBy!: string | null;
}
