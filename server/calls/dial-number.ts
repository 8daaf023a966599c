import { UserError } from '../errors';

/** Which numbers agents may dial: patterns over the cleaned digits, from configuration. */
export interface DialPolicy {
  /** A number must match one of these. */
  readonly allowed: readonly RegExp[];
  /** …and none of these. */
  readonly denied: readonly RegExp[];
  /** Not dialled from here either, and the agent is told which kind it is: somebody in need is to be told where to call. */
  readonly emergency: readonly RegExp[];
  readonly premium: readonly RegExp[];
}

/**
 * What a person typed or pasted, made into what goes on the wire: digits with an optional leading '+'.
 * @throws UserError validation-failed (no number in it), emergency-number, premium-number, number-not-allowed
 */
export function dialableNumber(typed: string, policy: DialPolicy): string {
  const compact = typed.normalize('NFKC').replace(/[\s().\-–—/]/gu, '');
  if (!/^\+?[0-9]{2,20}$/.test(compact)) {
    throw new UserError(
      'validation-failed',
      'That is not a phone number: use digits, spaces and a leading + only.',
    );
  }
  const isOneOf = (rules: readonly RegExp[]): boolean => rules.some((rule) => rule.test(compact));
  if (isOneOf(policy.emergency))
    throw new UserError(
      'emergency-number',
      'Emergency calls may not be dialled from here: use a telephone, or tell the caller to.',
    );
  if (isOneOf(policy.premium))
    throw new UserError('premium-number', 'Premium-rate numbers may not be dialled from here.');
  if (!isOneOf(policy.allowed) || isOneOf(policy.denied))
    throw new UserError('number-not-allowed', 'This number may not be dialled from here.');
  return compact;
}
