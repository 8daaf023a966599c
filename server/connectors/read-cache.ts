/**
 * Answers kept for a short while, in this process only and never written anywhere: they are confidential. A fresh
 * one saves a question; a stale one is better than none while the system is away.
 */
export interface CacheSettings {
  /** An answer counts as fresh for this long, ms; 0: every question is asked. */
  readonly freshMs: number;
  /** And may stand in for a missing one this long, ms; 0: never. */
  readonly staleMs: number;
  /** More than these are never kept; the one used longest ago goes first. */
  readonly most: number;
}

export type ReadSource = 'asked' | 'fresh' | 'stale' | 'failed';

export interface CachedAnswer<Value> {
  readonly value: Value;
  /** Unix ms, before the question was sent: what happened since may be missing in the answer. */
  readonly askedAt: number;
}

interface ReadCacheDeps {
  readonly settings: CacheSettings;
  readonly now: () => number;
  /** Whether the system could not answer, so that an older answer may stand in. */
  readonly isAway: (error: unknown) => boolean;
  readonly onRead: (operation: string, source: ReadSource) => void;
}

export class ReadCache {
  readonly #deps: ReadCacheDeps;
  /** In the order they were used, oldest first. */
  readonly #answers = new Map<string, CachedAnswer<unknown>>();
  readonly #asking = new Map<string, Promise<CachedAnswer<unknown>>>();

  constructor(deps: ReadCacheDeps) {
    this.#deps = deps;
  }

  /**
   * The same question asked by several at once is sent once.
   * @throws what `ask` throws, when there is no older answer to stand in
   */
  async read<Value>(
    operation: string,
    question: unknown,
    ask: () => Promise<Value>,
  ): Promise<CachedAnswer<Value>> {
    const { settings, now, isAway, onRead } = this.#deps;
    const key = `${operation} ${JSON.stringify(question)}`;
    const kept = this.#touch(key) as CachedAnswer<Value> | undefined;
    if (kept !== undefined && now() - kept.askedAt < settings.freshMs) {
      onRead(operation, 'fresh');
      return kept;
    }
    try {
      const answer = (await this.#askOnce(key, ask)) as CachedAnswer<Value>;
      onRead(operation, 'asked');
      return answer;
    } catch (error) {
      // "Nobody has this number" is no knowledge worth keeping: it may have been given out since.
      const standsIn =
        isAway(error) && kept !== undefined && kept.value !== null && now() - kept.askedAt < settings.staleMs;
      onRead(operation, standsIn ? 'stale' : 'failed');
      if (standsIn) return kept;
      throw error;
    }
  }

  size(): number {
    return this.#answers.size;
  }

  clear(): void {
    this.#answers.clear();
  }

  #askOnce(key: string, ask: () => Promise<unknown>): Promise<CachedAnswer<unknown>> {
    const running = this.#asking.get(key);
    if (running !== undefined) return running;
    const askedAt = this.#deps.now();
    const asking = ask()
      .then((value) => this.#keep(key, { value, askedAt }))
      .finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  #keep(key: string, answer: CachedAnswer<unknown>): CachedAnswer<unknown> {
    const { freshMs, staleMs, most } = this.#deps.settings;
    if (freshMs === 0 && staleMs === 0) return answer;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= most) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }

  /** What is too old even to stand in is forgotten. */
  #touch(key: string): CachedAnswer<unknown> | undefined {
    const kept = this.#answers.get(key);
    if (kept === undefined) return undefined;
    this.#answers.delete(key);
    const { freshMs, staleMs } = this.#deps.settings;
    if (this.#deps.now() - kept.askedAt >= Math.max(freshMs, staleMs)) return undefined;
    this.#answers.set(key, kept);
    return kept;
  }
}
