import { SERVED_GRACE_MS, type ServedMarks } from '../measures/served-marks';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { markServed } from './scripts/mark-served';

export const createServedMarks = (
  scripts: Scripts,
  connection: RedisConnection,
  keys: Keys,
): ServedMarks => ({
  mark: (switchId) => markServed(scripts, switchId, SERVED_GRACE_MS),
  last: async () => {
    const found = asTexts(await connection.command(['HGETALL', keys.served]));
    const marks = new Map<string, number>();
    for (let i = 0; i + 1 < found.length; i += 2) marks.set(found[i] ?? '', Number(found[i + 1]));
    return marks;
  },
});
