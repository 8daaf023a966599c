import { describeFault, readYaml } from '../../config/yaml-source';
import type {
  PackCheckResult,
  PackPlan,
  PackVersionFiles,
  PackVersionView,
  PackView,
  PackGraphQuery,
} from '../../contract/packs';
import type { Page } from '../../contract/rest';
import { UserError } from '../../errors';
import type { EventStream } from '../../events/event-stream';
import type { Logger } from '../../logging';
import { packFrameSchema, type Pack } from '../flow';
import type { PackCatalog } from '../pack-catalog';
import { packError, type PackFault } from '../pack-fault';
import { planOf } from './pack-plan';
import type { NewPackVersion, PackFiles, PackStore, StoredPack } from './pack-store';
import { VersionedCatalog } from './versioned-catalog';

export interface CheckedPack {
  /** Null when there is any fault. */
  readonly pack: Pack | null;
  readonly faults: readonly PackFault[];
}

/** A pack that comes with the product; nothing but a newer seed ever replaces it by itself. */
export interface PackSeed {
  readonly files: PackFiles;
  /** Where it lies, for the faults. */
  readonly directory: string;
}

interface PackVersionsDeps {
  readonly store: PackStore;
  readonly events: Pick<EventStream, 'append'>;
  /** All that can be found wrong here. @param directory the faults' file names begin with it */
  readonly check: (files: PackFiles, rules: { checksSounds: boolean; directory?: string }) => CheckedPack;
  /** Has every prompt that has no recording spoken. */
  readonly speakMissing: (pack: Pack, change: { by: string; reason: string }) => Promise<number>;
  /** Told after every change of what is served: the active versions. Must not throw. */
  readonly onServed: (served: readonly StoredPack[]) => void;
  readonly defaultPack: string;
  /** Unix ms */
  readonly now: () => number;
  readonly logger: Logger;
}

interface PackChange {
  readonly by: string;
  readonly why: string;
  /** See NewPackVersion. */
  readonly base?: number | undefined;
}

/** Calls last no longer than this; versions replaced earlier are not kept in memory. */
const LONGEST_CALL_MS = 24 * 3_600_000;

/**
 * Versions of packs. A new one is served to new calls at once; calls in progress end with theirs. The store is the
 * truth, and every server follows it: by the event `pack.applied`, and by a look now and then in case one was lost.
 */
export class PackVersions {
  readonly #deps: PackVersionsDeps;
  readonly #catalog: VersionedCatalog;
  #refreshing: Promise<void> = Promise.resolve();
  #served: readonly StoredPack[] = [];

  constructor(deps: PackVersionsDeps) {
    this.#deps = deps;
    this.#catalog = new VersionedCatalog(deps);
  }

  get catalog(): PackCatalog {
    return this.#catalog;
  }

  /**
   * Takes the seeds in and loads what is served. What a stored pack lacks by now (a queue, a recording) is logged.
   * @throws UserError 'validation-failed' with every fault of new seeds, or for a stored pack that cannot be read
   */
  async open(seeds: readonly PackSeed[]): Promise<void> {
    const { defaultPack, logger, check } = this.#deps;
    await this.#takeIn(seeds);
    const unreadable = await this.#load();
    if (unreadable.length > 0 || this.#catalog.current().length === 0) {
      const names = unreadable.join(', ') || defaultPack;
      throw new UserError('validation-failed', `The stored packs cannot be served: ${names}.`);
    }
    this.#tellDifferences(seeds);
    for (const { packId, version, files } of this.#served) {
      const lacks = check(files, { checksSounds: true }).faults.map(describeFault);
      if (lacks.length > 0) logger.warn({ packId, version, lacks }, 'a pack that is served has faults');
    }
  }

  /**
   * A seed is stored when nobody has one of its id, or has only older seeds of it. What is wrong with a seed that is
   * not needed is nobody's business; with one that would replace an older seed it is logged, and the older one stays.
   */
  async #takeIn(seeds: readonly PackSeed[]): Promise<void> {
    const { store, check, logger } = this.#deps;
    const stored = new Map(
      (await store.inUse(new Date(this.#deps.now()))).map((each) => [each.packId, each]),
    );
    const faults: PackFault[] = [];
    const wanted: { readonly pack: Pack; readonly files: PackFiles }[] = [];
    for (const { files, directory } of seeds) {
      const head = headOf(files);
      const present = stored.get(head.id ?? '');
      if (present !== undefined && (present.origin !== 'seed' || present.version >= head.version)) continue;
      const checked = check(files, { checksSounds: true, directory });
      if (checked.pack !== null) wanted.push({ pack: checked.pack, files });
      else if (present === undefined) faults.push(...checked.faults);
      else
        logger.error(
          { packId: present.packId, faults: checked.faults.map(describeFault) },
          'a newer pack of the product has faults: the older one is served',
        );
    }
    if (faults.length > 0) throw packError(faults);
    const why = 'came with the product';
    const seed = { origin: 'seed', rolledBackTo: null, appliedBy: 'system', why } as const;
    for (const { pack, files } of wanted) await store.seed({ ...seed, packId: pack.id, files }, pack.version);
  }

  /** Looks at the store again; two at once are one after the other. */
  refresh(): Promise<void> {
    const next = this.#refreshing.then(async () => {
      await this.#load();
    });
    this.#refreshing = next.catch(() => undefined);
    return next;
  }

  list(): readonly PackView[] {
    return this.#served.flatMap((stored) => {
      const pack = this.#catalog.version(stored.packId, stored.version);
      if (pack === null) return [];
      const { name, accessNumbers, languages } = pack;
      return [{ ...viewOf(stored), name, accessNumbers, languages: languages.available }];
    });
  }

  history(
    packId: string | null,
    page: { readonly page: number; readonly pageSize: number },
  ): Promise<Page<PackVersionView>> {
    return this.#deps.store.history(packId, page);
  }

  /** @throws UserError 'not-found' */
  async get(packId: string, version: number): Promise<PackVersionFiles> {
    const stored = await this.#deps.store.get(packId, version);
    if (stored === null)
      throw new UserError('not-found', `There is no version ${version} of the pack "${packId}".`);
    return stored;
  }

  /** The pack as it would be run. @throws UserError 'not-found' */
  async pack(packId: string, version: PackGraphQuery['version']): Promise<Pack> {
    const active = this.#served.find((each) => each.packId === packId)?.version;
    const wanted = version ?? active;
    const loaded = wanted === undefined ? null : this.#catalog.version(packId, wanted);
    if (loaded !== null) return loaded;
    const { files, version: found } = await this.get(packId, wanted ?? 1);
    const { pack, faults } = this.#deps.check(files, { checksSounds: false });
    if (pack === null) throw packError(faults);
    return { ...pack, version: found };
  }

  /** Nothing is changed. */
  check(packId: string, files: PackFiles, checksSounds = true): PackCheckResult {
    const { pack, faults } = this.#deps.check(files, { checksSounds });
    const all = [...faults, ...this.#besideOthers(packId, files, pack)];
    return { faults: all.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line) };
  }

  /** What applying these files would change of what new calls get now. Nothing is changed. */
  async plan(packId: string, files: PackFiles): Promise<PackPlan> {
    await this.refresh();
    const present = this.#served.find((each) => each.packId === packId);
    const base = present?.version ?? 0;
    const { faults } = this.check(packId, files);
    // A recording that is missing says nothing about the flow: the difference can be seen all the same.
    const { pack } = this.#deps.check(files, { checksSounds: false });
    if (pack === null) return { base, faults, parts: [] };
    const before = present && { pack: await this.pack(packId, present.version), files: present.files };
    return { base, faults, parts: planOf(before ?? null, { pack, files }) };
  }

  /** The flow of files that nobody has applied. @throws UserError 'validation-failed' with every fault */
  draft(files: PackFiles): Pack {
    const { pack, faults } = this.#deps.check(files, { checksSounds: false });
    if (pack === null) throw packError(faults);
    return pack;
  }

  /**
   * Serves these files to new calls from now on.
   * @param speakMissing has prompts without a recording spoken first
   * @throws UserError 'validation-failed' with every fault, 'conflict' when another version than `base` is served
   */
  async apply(
    packId: string,
    files: PackFiles,
    { by, why, base, speakMissing }: PackChange & { readonly speakMissing: boolean },
  ): Promise<PackVersionView> {
    if (speakMissing) {
      this.#refuseFaults(this.check(packId, files, false));
      const { pack } = this.#deps.check(files, { checksSounds: false });
      if (pack !== null) await this.#deps.speakMissing(pack, { by, reason: why });
    }
    this.#refuseFaults(this.check(packId, files));
    return this.#add({ packId, files, origin: 'applied', rolledBackTo: null, appliedBy: by, why, base });
  }

  /**
   * Serves an older version again, as a new one with its files.
   * @throws UserError 'not-found', 'conflict' when it is the one served, 'validation-failed' when it has faults by now
   */
  async rollback(packId: string, version: number, { by, why, base }: PackChange): Promise<PackVersionView> {
    const { files, isActive } = await this.get(packId, version);
    if (isActive) throw new UserError('conflict', `Version ${version} of "${packId}" is the one served.`);
    this.#refuseFaults(this.check(packId, files));
    const origin = { origin: 'rollback', rolledBackTo: version } as const;
    return this.#add({ packId, files, ...origin, appliedBy: by, why, base });
  }

  async #add(version: NewPackVersion): Promise<PackVersionView> {
    const { store, events, logger } = this.#deps;
    const stored = await store.add(version);
    const { packId, appliedBy, origin } = stored;
    await this.refresh();
    const data = { packId, version: stored.version, origin, by: appliedBy, why: stored.why };
    // Stored and served here: the other servers find it by themselves when they cannot be told.
    await events
      .append({ type: 'pack.applied', data })
      .catch((err: unknown) => logger.warn({ err, packId }, 'the other servers were not told of a new pack'));
    logger.info({ packId, version: stored.version, origin, by: appliedBy }, 'pack applied');
    return viewOf(stored);
  }

  /** @returns packs that cannot be served at all */
  async #load(): Promise<readonly string[]> {
    const { store, now, onServed } = this.#deps;
    const stored = await store.inUse(new Date(now() - LONGEST_CALL_MS));
    const unreadable = this.#catalog.replace(stored);
    const served = stored.filter((each) => each.isActive);
    const isNew = served.map(versionKey).join() !== this.#served.map(versionKey).join();
    this.#served = served;
    if (isNew) onServed(served);
    return unreadable;
  }

  /** Faults that show only beside what is there: another id than asked for, a number of another pack. */
  #besideOthers(packId: string, files: PackFiles, pack: Pack | null): readonly PackFault[] {
    if (pack === null) return [];
    const wrong: [path: readonly (string | number)[], message: string][] = [];
    if (pack.id !== packId) wrong.push([['id'], `This is the pack "${pack.id}", not "${packId}".`]);
    pack.accessNumbers.forEach((number, index) => {
      const other = this.#catalog
        .current()
        .find((each) => each.id !== packId && each.accessNumbers.includes(number));
      if (other !== undefined)
        wrong.push([['accessNumbers', index], `The number ${number} is served by the pack "${other.id}".`]);
    });
    if (wrong.length === 0) return [];
    const source = readYaml(files.pack, 'pack.yaml');
    return wrong.map(([path, message]) => ({ file: 'pack.yaml', line: source.lineOf(path), message }));
  }

  #refuseFaults({ faults }: PackCheckResult): void {
    if (faults.length > 0) throw packError(faults);
  }

  /** Somebody who edits the files of a pack that is stored waits in vain for a change. */
  #tellDifferences(seeds: readonly { readonly files: PackFiles }[]): void {
    for (const { files } of seeds) {
      const packId = headOf(files).id;
      const served = this.#served.find((each) => each.packId === packId);
      if (served === undefined) continue;
      if (served.files.pack === files.pack && served.files.workOrders === files.workOrders) continue;
      this.#deps.logger.info(
        { packId, version: served.version },
        'the files of a pack differ from what is served: apply them with "kiloline ivr apply"',
      );
    }
  }
}

const versionKey = ({ packId, version }: StoredPack): string => `${packId}/${version}`;

/** What a pack says of itself, as far as it can be read. */
function headOf(files: PackFiles): { readonly id: string | null; readonly version: number } {
  const { data } = readYaml(files.pack, 'pack.yaml');
  const head = packFrameSchema.pick({ id: true, version: true }).loose().safeParse(data);
  return head.success ? head.data : { id: null, version: 0 };
}

function viewOf(stored: StoredPack): PackVersionView {
  const { packId, version, origin, rolledBackTo, appliedAt, appliedBy, why, isActive } = stored;
  return { packId, version, origin, rolledBackTo, appliedAt, appliedBy, why, isActive };
}
