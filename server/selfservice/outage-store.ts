import type { Language } from '../ivr/flow-terms';
import type { Page, PageQuery } from './page';

/** A fault that is known already: who calls from its area is told before he reports it. */
export interface Outage {
  readonly outageId: string;
  /** Lines of this area, without the trunk 0: '21'. null: any. */
  readonly areaCode: string | null;
  /** Lines whose number as dialled nationally begins so: '0216333'. null: any. */
  readonly numberPrefix: string | null;
  readonly texts: Readonly<Partial<Record<Language, string>>>;
  /** Names of the sounds that say the texts. */
  readonly sounds: Readonly<Partial<Record<Language, string>>>;
  readonly since: Date;
  /** When it should be over; null: not known. */
  readonly until: Date | null;
  /** When it was over. */
  readonly endedAt: Date | null;
  readonly createdBy: string;
  /** Goes up with every change. */
  readonly version: number;
}

export type NewOutage = Omit<Outage, 'outageId' | 'endedAt' | 'version'>;
export type OutageChange = Partial<Omit<NewOutage, 'createdBy'>> & { readonly endedAt?: Date | null };

export interface OutageStore {
  /** The one that says most about this line now: the longest prefix first. */
  activeFor(line: OutageLine, at: Date): Promise<Outage | null>;
  add(outage: NewOutage): Promise<Outage>;
  get(outageId: string): Promise<Outage | null>;
  /** 'stale': somebody else changed it meanwhile. */
  change(outageId: string, version: number, change: OutageChange): Promise<Outage | 'stale' | null>;
  remove(outageId: string): Promise<boolean>;
  /** Newest first. */
  list(query: OutageQuery): Promise<Page<Outage>>;
}

export interface OutageLine {
  readonly digits: string;
  readonly areaCode: string | null;
}

export interface OutageQuery extends PageQuery {
  readonly active?: boolean | undefined;
}
