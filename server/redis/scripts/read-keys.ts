import type { LiveKeys } from '../live-keys';
import { asArray, asText, asTexts } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('read-keys', []);

export async function readKeys(scripts: Scripts): Promise<LiveKeys> {
  const [now, ...rows] = asArray(await scripts.run(script, {}));
  return {
    now: Number(asText(now)),
    keys: new Map(
      rows.map((row) => {
        const [name = '', ttl = '', ...pairs] = asTexts(row);
        return [name, { ttl: Number(ttl), fields: pairsOf(pairs) }];
      }),
    ),
  };
}

const pairsOf = (flat: readonly string[]): ReadonlyMap<string, string> =>
  new Map(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? ''] as const] : [])));
