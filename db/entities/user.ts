import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Role } from '../../server/contract/rest';

/** A person who may log in. */
@Entity('users')
@Unique(['login'])
@Unique(['agentId'])
@Check('users_login_check', `login = lower(login) AND login <> ''`)
@Check('users_role_check', `role IN ('agent', 'supervisor', 'admin')`)
@Check('users_agent_id_check', `agent_id ~ '^[0-9]{1,8}$'`)
@Check('users_agent_has_number_check', `role <> 'agent' OR agent_id IS NOT NULL`)
export class User {
  @PrimaryGeneratedColumn('uuid')
  userId!: string;

  /** Lower case: people do not remember how they wrote it. */
  @Column('text')
  login!: string;

  @Column('text')
  displayName!: string;

  @Column('text')
  role!: Role;

  /** The agent number (工号); null for people who take no calls. */
  @Column('text', { nullable: true })
  agentId!: string | null;

  /** argon2id, PHC string. */
  @Column('text')
  passwordHash!: string;

  @Column('boolean', { default: false })
  disabled!: boolean;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
