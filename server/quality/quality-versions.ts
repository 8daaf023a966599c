import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsError, type FileFault } from '../config/yaml-source';
import type { QualityApply, QualityConfig, QualityVersion } from '../contract/quality-config';
import { UserError } from '../errors';
import { parseQualityConfig } from './parse-quality-config';

export interface StoredQualityVersion {
  readonly version: number;
  readonly yaml: string;
  readonly appliedAt: Date;
  readonly appliedBy: string;
  readonly why: string;
}

/** Versions as they were applied; the highest number holds. Never changed, never removed. */
export interface QualityVersionStore {
  newest(): Promise<StoredQualityVersion | null>;
  /** The newest first, at most a hundred. */
  history(): Promise<readonly StoredQualityVersion[]>;
  add(
    version: Omit<StoredQualityVersion, 'version' | 'appliedAt'>,
    basedOn: number,
  ): Promise<'added' | 'outdated'>;
}

interface QualityVersionsDeps {
  readonly store: QualityVersionStore;
  readonly queueIds: () => readonly string[];
}

const SEED = join(__dirname, 'seed', 'quality.yaml');

/** The score cards and sampling rules that hold, and those that did. */
export class QualityVersions {
  readonly #deps: QualityVersionsDeps;

  constructor(deps: QualityVersionsDeps) {
    this.#deps = deps;
  }

  async current(): Promise<QualityVersion> {
    const stored = await this.#deps.store.newest();
    return stored ? viewOf(stored) : seed();
  }

  async history(): Promise<QualityVersion[]> {
    return [...(await this.#deps.store.history()).map(viewOf), seed()];
  }

  check(yaml: string): readonly FileFault[] {
    return parseQualityConfig(yaml, this.#deps.queueIds()).faults;
  }

  /** @throws UserError validation-failed with every fault and its line; conflict: another version was applied meanwhile */
  async apply({ yaml, why, basedOn }: QualityApply, by: string): Promise<QualityVersion> {
    const faults = this.check(yaml);
    if (faults.length > 0) throw faultsError('These score cards cannot be used', faults);
    const done = await this.#deps.store.add({ yaml, why, appliedBy: by }, basedOn);
    if (done === 'outdated')
      throw new UserError('conflict', 'Somebody has applied other score cards meanwhile. Load them first.');
    return this.current();
  }
}

function viewOf({ version, yaml, appliedAt, appliedBy, why }: StoredQualityVersion): QualityVersion {
  return { version, yaml, appliedAt: appliedAt.toISOString(), appliedBy, why, ...configOf(yaml) };
}

function seed(): QualityVersion {
  const yaml = readFileSync(SEED, 'utf8');
  return { version: 0, yaml, appliedAt: null, appliedBy: '', why: '', ...configOf(yaml) };
}

/** What was applied was whole then: a queue that is gone since makes it no worse. */
function configOf(yaml: string): QualityConfig {
  const { config } = parseQualityConfig(yaml);
  return config ?? { cards: [], sampling: [] };
}
