import { UserError } from '../errors';

/** Which numbers agents may dial: patterns over the cleaned digits, from configuration. */
export interface DialPolicy {
  /** A number must match one of these. */
  readonly allowed: readonly RegExp[];
  /** …and none of these (emergency, premium). */
  readonly denied: readonly RegExp[];
}

/**
 * What a person typed or pasted, made into what goes on the wire: digits with an optional leading '+'.
 * @throws UserError validation-failed (no number in it), number-not-allowed
 */
export function dialableNumber(typed: string, policy: DialPolicy): string {
  const compact = typed.normalize('NFKC').replace(/[\s().\-–—/]/gu, '');
  if (!/^\+?[0-9]{2,20}$/.test(compact)) {
    throw new UserError(
      'validation-failed',
      'That is not a phone number: use digits, spaces and a leading + only.',
    );
  }
  const permitted =
    policy.allowed.some((rule) => rule.test(compact)) && !policy.denied.some((rule) => rule.test(compact));
  if (!permitted) throw new UserError('number-not-allowed', 'This number may not be dialled from here.');
  return compact;
}
