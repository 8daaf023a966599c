import { UserError } from '../errors';
import type { Pack } from './flow';

/** The packs there are. A call begins with the one its number chooses, and ends with the same version of it. */
export interface PackCatalog {
  /** The pack that lists this access number; for any other number the default one. */
  forNumber(dialedNumber: string): Pack;
  /** Null when nobody has that version any more. */
  version(id: string, version: number): Pack | null;
  /** Each pack once, in the version that new calls get. */
  current(): readonly Pack[];
}

/** The pack a call was begun for, or that of the number dialled. */
export function packFor(
  packs: PackCatalog,
  call: { readonly packId: string | null; readonly dialedNumber: string },
): Pack {
  const own = call.packId === null ? undefined : packs.current().find(({ id }) => id === call.packId);
  return own ?? packs.forNumber(call.dialedNumber);
}

/**
 * Packs known at the start, one version each.
 * @param packs the first serves the numbers that no pack lists
 * @throws UserError 'validation-failed' when two packs list the same number, or none is given
 */
export function staticPackCatalog(packs: readonly Pack[]): PackCatalog {
  const [first] = packs;
  if (first === undefined)
    throw new UserError('validation-failed', 'There is no pack to serve callers with.');
  const byNumber = new Map<string, Pack>();
  for (const pack of packs) {
    for (const number of pack.accessNumbers) {
      const other = byNumber.get(number);
      if (other !== undefined) {
        throw new UserError(
          'validation-failed',
          `The packs "${other.id}" and "${pack.id}" both serve the number ${number}.`,
        );
      }
      byNumber.set(number, pack);
    }
  }
  return {
    forNumber: (dialedNumber) => byNumber.get(dialedNumber) ?? first,
    current: () => packs,
    version: (id, version) => packs.find((pack) => pack.id === id && pack.version === version) ?? null,
  };
}
