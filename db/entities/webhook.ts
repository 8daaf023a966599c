import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A receiver of events. */
@Entity('webhooks')
export class WebhookRow {
  @PrimaryGeneratedColumn('uuid')
  webhookId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  url!: string;

  @Column('text', { array: true })
  events!: string[];

  @Column('boolean', { default: true })
  active!: boolean;

  /** Its signing secret, sealed with the installation's key. */
  @Column('text')
  sealedSecret!: string;

  @Column('text')
  createdBy!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
