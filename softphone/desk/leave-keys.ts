import type { QueueConfigQueue } from '../../server/contract/queue-config';

type LeaveKeys = QueueConfigQueue['leaveKeys'];
type LeaveAction = NonNullable<LeaveKeys[string]>;

/** Keys as they are written in one field, like "9 *". */
export const keysFor = (leaveKeys: LeaveKeys, action: LeaveAction): string =>
  Object.keys(leaveKeys)
    .filter((key) => leaveKeys[key] === action)
    .sort()
    .join(' ');

const typedKeys = (typed: string): string[] => [...new Set(typed.replace(/[\s,，、]/g, ''))].sort();

/** Whether they are keys of a telephone, and none of them does something else already. */
export const areFreeKeys = (leaveKeys: LeaveKeys, action: LeaveAction, typed: string): boolean =>
  typedKeys(typed).every((key) => /^[0-9*#]$/.test(key) && (leaveKeys[key] ?? action) === action);

/** Those keys do that, and no others do. */
export function withKeys(leaveKeys: LeaveKeys, action: LeaveAction, typed: string): LeaveKeys {
  const others = Object.entries(leaveKeys).filter(([, does]) => does !== action);
  return Object.fromEntries([...others, ...typedKeys(typed).map((key) => [key, action])]) as LeaveKeys;
}
