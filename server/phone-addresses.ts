import { createHash } from 'node:crypto';
import type { Switch } from './calls/switch';
import type { SwitchAddress } from './resources';

interface PhoneAddresses {
  readonly urlFor: (who: string) => string | null;
  readonly all: () => readonly string[];
}

/**
 * People are spread over the switches by their ids, and stay where they are as long as that switch can be commanded;
 * when it cannot, its people are spread over the others.
 */
export function phoneAddresses(
  addresses: readonly SwitchAddress[],
  switches: { list(): readonly Pick<Switch, 'id' | 'isUp'>[] },
): PhoneAddresses {
  const urlOf = ({ wss, ws }: SwitchAddress): string => wss ?? ws;
  const weight = (who: string, { id }: SwitchAddress): string =>
    createHash('sha256').update(`${id} ${who}`).digest('hex');
  return {
    urlFor: (who) => {
      const isUp = new Set(switches.list().flatMap((each) => (each.isUp() ? [each.id] : [])));
      const up = addresses.filter(({ id }) => isUp.has(id));
      const [best] = (up.length > 0 ? up : [...addresses])
        .map((address) => ({ address, weight: weight(who, address) }))
        .sort((a, b) => a.weight.localeCompare(b.weight));
      return best === undefined ? null : urlOf(best.address);
    },
    all: () => addresses.map(urlOf),
  };
}
