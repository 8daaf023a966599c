import type { Logger } from '../../logging';
import type { Pack } from '../flow';
import type { PackCatalog } from '../pack-catalog';
import { describeFault } from '../../config/yaml-source';
import { parsePack } from '../parse-pack';
import type { StoredPack } from './pack-store';

/**
 * The stored packs as calls see them: new calls get the active versions, calls in progress find the one they began
 * with. An older version is read when the first call asks for it.
 */
export class VersionedCatalog implements PackCatalog {
  readonly #defaultPack: string;
  readonly #logger: Logger;
  #current: readonly Pack[] = [];
  #byNumber: ReadonlyMap<string, Pack> = new Map();
  #texts: ReadonlyMap<string, StoredPack> = new Map();
  /** null: cannot be read. Kept over changes: a version never changes. */
  readonly #read = new Map<string, Pack | null>();

  /** @param defaultPack serves the numbers that no pack lists; without it the first by id does */
  constructor({ defaultPack, logger }: { defaultPack: string; logger: Logger }) {
    this.#defaultPack = defaultPack;
    this.#logger = logger;
  }

  /**
   * What there is from now on. A pack whose active version cannot be read stays as it was.
   * @returns ids of the packs that cannot be served at all
   */
  replace(stored: readonly StoredPack[]): readonly string[] {
    this.#texts = new Map(stored.map((each) => [keyOf(each.packId, each.version), each]));
    for (const key of this.#read.keys()) if (!this.#texts.has(key)) this.#read.delete(key);
    const unreadable: string[] = [];
    const current = stored
      .filter((each) => each.isActive)
      .flatMap(({ packId, version }) => {
        const pack = this.version(packId, version) ?? this.#current.find(({ id }) => id === packId);
        if (pack === undefined) unreadable.push(packId);
        return pack ?? [];
      });
    const rank = (pack: Pack): number => (pack.id === this.#defaultPack ? 0 : 1);
    this.#current = current.sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id));
    this.#byNumber = this.#numbers();
    return unreadable;
  }

  forNumber(dialedNumber: string): Pack {
    const pack = this.#byNumber.get(dialedNumber) ?? this.#current[0];
    if (pack === undefined) throw new Error('There is no pack: the catalogue was not opened.');
    return pack;
  }

  version(id: string, version: number): Pack | null {
    const key = keyOf(id, version);
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const stored = this.#texts.get(key);
    if (stored === undefined) return null;
    const pack = this.#parse(stored);
    this.#read.set(key, pack);
    return pack;
  }

  current(): readonly Pack[] {
    return this.#current;
  }

  /** Only what the text alone tells: a queue that is gone since must not take the whole line away. */
  #parse({ packId, version, files }: StoredPack): Pack | null {
    const { pack, faults } = parsePack(files.pack, 'pack.yaml');
    if (pack !== null) return { ...pack, version };
    this.#logger.error(
      { packId, version, faults: faults.map(describeFault) },
      'a stored pack cannot be read any more',
    );
    return null;
  }

  #numbers(): ReadonlyMap<string, Pack> {
    const byNumber = new Map<string, Pack>();
    for (const pack of this.#current)
      for (const number of pack.accessNumbers) {
        const other = byNumber.get(number);
        // Two that were applied at the same moment: the first keeps it.
        if (other !== undefined)
          this.#logger.error({ packs: [other.id, pack.id] }, 'two packs serve the same number');
        byNumber.set(number, other ?? pack);
      }
    return byNumber;
  }
}

const keyOf = (packId: string, version: number): string => `${packId}/${version}`;
