import type { SoundPath } from '../contract/sounds';

export interface SoundAuditEntry extends SoundPath {
  readonly action: 'replaced' | 'rendered' | 'restored';
  /** Unix ms */
  readonly at: number;
  /** Login, or the name of an API key or job. */
  readonly by: string;
  readonly reason: string;
}

/** Keeps who changed what callers hear, and why. Called after the change. */
export type SoundAudit = (entry: SoundAuditEntry) => Promise<void>;
