import type { WaitEstimate } from '../../contract/wait-estimates';

/** One time that a waiting caller was told how long it would take. */
export interface ToldWait {
  readonly queueId: string;
  readonly toldMs: number;
  /** From then until his talk began; null: he left or gave up before, or waits still. */
  readonly tookMs: number | null;
}

export interface ToldWaits {
  /** Unix ms. */
  toldWaits(from: number, until: number): Promise<readonly ToldWait[]>;
}

/** An error of so much is none that a caller minds. */
const CLOSE = { share: 0.25, ms: 30_000 };

export function waitEstimates(told: readonly ToldWait[]): WaitEstimate[] {
  const queueIds = [...new Set(told.map(({ queueId }) => queueId))].sort();
  return [
    estimateOf(null, told),
    ...queueIds.map((queueId) =>
      estimateOf(
        queueId,
        told.filter((each) => each.queueId === queueId),
      ),
    ),
  ];
}

function estimateOf(queueId: string | null, told: readonly ToldWait[]): WaitEstimate {
  const answered = told.flatMap(({ toldMs, tookMs }) =>
    tookMs === null ? [] : [{ tookMs, errorMs: tookMs - toldMs }],
  );
  const errors = answered.map(({ errorMs }) => errorMs).sort((a, b) => a - b);
  const count = errors.length;
  const isClose = ({ tookMs, errorMs }: { tookMs: number; errorMs: number }): boolean =>
    Math.abs(errorMs) <= Math.max(CLOSE.share * tookMs, CLOSE.ms);
  const inSeconds = (ms: number): number | null => (count === 0 ? null : ms / 1000);
  return {
    queueId,
    told: told.length,
    answered: count,
    medianErrorS: inSeconds(medianOf(errors)),
    meanAbsoluteErrorS: inSeconds(errors.reduce((sum, error) => sum + Math.abs(error), 0) / count),
    closeShare: count === 0 ? null : answered.filter(isClose).length / count,
  };
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
