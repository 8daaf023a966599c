import { stagesOf, type Stage } from '../../acd/who-may-answer';
import type { QueueConfig, QueueConfigQueue } from '../../contract/queue-config';
import { afterText, comeAndGone } from './words';

/** Who may answer a queue's calls now and could not before, and the other way round, stage by stage. */
export function whoChanges(
  [before, old]: readonly [QueueConfig, QueueConfigQueue],
  [after, young]: readonly [QueueConfig, QueueConfigQueue],
): string[] {
  const [stagesBefore, stagesAfter] = [stagesOf(before, old), stagesOf(after, young)];
  const times = new Set([...stagesBefore, ...stagesAfter].map(({ afterS }) => afterS));
  let last = '';
  return [...times]
    .sort((a, b) => a - b)
    .flatMap((afterS) => {
      const [a, b] = [agentsAt(stagesBefore, afterS), agentsAt(stagesAfter, afterS)];
      const change = comeAndGone(without(b, a), without(a, b));
      // What holds since an earlier stage is said there.
      const isTold = change === last;
      last = change;
      return isTold ? [] : [`${afterText(afterS)} ${change || 'as before'} (${a.size} → ${b.size})`];
    });
}

const agentsAt = (stages: readonly Stage[], afterS: number): ReadonlySet<string> =>
  stages.findLast((stage) => stage.afterS <= afterS)?.agents ?? new Set();

const without = (all: ReadonlySet<string>, some: ReadonlySet<string>): string[] =>
  [...all].filter((agent) => !some.has(agent));
