interface KeptDeps<Answer> {
  readonly ask: () => Promise<Answer>;
  readonly everyMs: number;
  /** Until there is an answer. */
  readonly none: Answer;
  readonly onFailure: (error: unknown) => void;
  readonly now: () => number;
}

/**
 * What is asked for at most every so often, however many want it. A board shows the last answer while there is no
 * newer one: a database that is away must not take the live figures with it.
 */
export function createKept<Answer>({
  ask,
  everyMs,
  none,
  onFailure,
  now,
}: KeptDeps<Answer>): () => Promise<Answer> {
  let kept = none;
  let askedAt = -Infinity;
  let first: Promise<void> | null = null;
  const renew = async (): Promise<void> => {
    try {
      kept = await ask();
    } catch (error) {
      onFailure(error);
    }
  };
  return async () => {
    if (now() - askedAt >= everyMs) {
      askedAt = now();
      const renewal = renew();
      first ??= renewal;
    }
    await first;
    return kept;
  };
}
