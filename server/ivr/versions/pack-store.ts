/** The lasting versions of packs: what was served when, who put it there, and why. */
import type { PackVersionView } from '../../contract/packs';
import type { Page } from '../../contract/rest';

/** The texts of a pack, as their author wrote them. */
export interface PackFiles {
  /** pack.yaml */
  readonly pack: string;
  /** work-orders.yaml; null: the pack makes no work orders. */
  readonly workOrders: string | null;
}

export interface NewPackVersion {
  readonly packId: string;
  readonly files: PackFiles;
  readonly origin: PackVersionView['origin'];
  /** Of a rollback: the version whose files these are. */
  readonly rolledBackTo: number | null;
  readonly appliedBy: string;
  readonly why: string;
  /** Only in place of this version; 0: only when there is none. Left out: in place of any. */
  readonly base?: number | undefined;
}

export interface StoredPack extends PackVersionView {
  readonly files: PackFiles;
}

export interface PackStore {
  /**
   * The next version of the pack, served from now on in place of the one before. Two at once get two numbers.
   * @throws UserError 'conflict' when another version than `base` is served by now
   */
  add(version: NewPackVersion): Promise<StoredPack>;
  /**
   * A pack that comes with the product, under its own number: when nobody has stored one of its id yet, or only older
   * seeds. False: nothing was done.
   */
  seed(version: NewPackVersion, number: number): Promise<boolean>;
  /** Served now, or replaced after that moment: calls may still be on them. By pack, newest version first. */
  inUse(replacedAfter: Date): Promise<readonly StoredPack[]>;
  get(packId: string, version: number): Promise<StoredPack | null>;
  /** Newest first; of every pack when none is named. */
  history(
    packId: string | null,
    page: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<PackVersionView>>;
}
