/** What a caller did and typed before he reached the agent, so that nobody asks him twice. */
import type { Desk } from '../../server/contract/rest';
import { formatPhoneNumber } from './phone-number';

type Learnt = NonNullable<NonNullable<Desk['call']>['learnt']>;

/** Variables by which a flow keeps its own books: no news for a person. */
const bookkeeping = new Set(['differed', 'wrongAccounts', 'wrongOrders', 'purpose', 'accountKind']);

export interface LearntView {
  /** The keys he pressed in the menus, in their order. */
  readonly keys: readonly string[];
  /** Accounts he proved by password. */
  readonly verified: readonly string[];
  readonly entries: readonly { readonly name: string; readonly value: string }[];
}

/** null: there is nothing to tell. */
export function learntView(learnt: Learnt | null | undefined): LearntView | null {
  if (!learnt) return null;
  const verified = learnt.verified.map(accountText);
  const entries = Object.entries(learnt.variables)
    // The account he proved says more than the one he typed.
    .filter(([name]) => !bookkeeping.has(name) && !(name === 'account' && verified.length > 0))
    .map(([name, value]) => ({ name, value }));
  const keys = learnt.menuPath.map((step) => step.slice(step.lastIndexOf('/') + 1));
  return keys.length + verified.length + entries.length === 0 ? null : { keys, verified, entries };
}

/** 'line:862163330001' as people read it; a contract as it is written. */
function accountText(account: string): string {
  const number = account.slice(account.indexOf(':') + 1);
  return account.startsWith('line:86') ? formatPhoneNumber(`+${number}`) : number;
}
