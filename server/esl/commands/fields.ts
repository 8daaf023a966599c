import { UnexpectedError } from '../../errors';

/**
 * Every argument of a command passes one of these. A dial string, an API's arguments and a sendmsg header each
 * give a meaning to other characters, so only what is known to be harmless in all of them gets through.
 */
const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const NUMBER = /^\+?[0-9*#]{1,20}$/;
const SIP_USER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const HOST = /^([A-Za-z0-9]([A-Za-z0-9.-]{0,252})|\[[0-9a-fA-F:]{2,45}\])$/;
const ID = /^[A-Za-z0-9._:-]{1,100}$/;

export const uuid = (value: string): string => matching(UUID, value, 'uuid');
export const number = (value: string): string => matching(NUMBER, value, 'number');
export const sipUser = (value: string): string => matching(SIP_USER, value, 'sip user');
export const host = (value: string): string => matching(HOST, value, 'host');
export const id = (value: string): string => matching(ID, value, 'id');

export const isNumber = (value: string): boolean => NUMBER.test(value);

export function whole(value: number, least: number, most: number, what: string): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UnexpectedError('broken-invariant', `Bad ${what}`, { details: { what } });
}

function matching(pattern: RegExp, value: string, what: string): string {
  if (pattern.test(value)) return value;
  // The value itself stays out of the error: it may be somebody's number, or hostile.
  throw new UnexpectedError('broken-invariant', `Bad ${what}`, { details: { what } });
}
