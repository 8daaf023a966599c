import type { AccountRef } from '../crm/business-system';
import { passwordCheck } from '../ivr/known-services';
import type { FlowService } from '../ivr/services';
import { accountKey, type Accounts } from './accounts';
import { isCallerPassword, type CallerPasswords } from './caller-passwords';
import { service, spec, type Answered, type Asked } from './define-service';

const twoEntries = { password: { secret: true }, again: { secret: true } } as const;

export const passwordSpecs = {
  check: passwordCheck,
  status: spec({
    name: 'password.status',
    confidential: false,
    inputs: { kind: { optional: true }, account: {} },
    outputs: {},
    outcomes: ['set', 'none', 'locked', 'no-account', 'away'],
  }),
  /** The first password of the phone the caller is calling from. */
  set: spec({
    name: 'password.set',
    confidential: false,
    inputs: twoEntries,
    outputs: {},
    outcomes: ['set', 'differ', 'not-six-digits', 'already-set', 'not-own-phone', 'away'],
  }),
  /** A new password for the phone the caller is calling from, its old one having been given. */
  change: spec({
    name: 'password.change',
    confidential: true,
    inputs: { account: {}, ...twoEntries },
    outputs: {},
    outcomes: ['changed', 'differ', 'not-six-digits', 'not-own-phone', 'not-verified', 'away'],
  }),
  contractChange: spec({
    name: 'password.contract-change',
    confidential: true,
    inputs: { account: {}, ...twoEntries },
    outputs: {},
    outcomes: ['changed', 'differ', 'not-six-digits', 'not-verified', 'away'],
  }),
};

interface Deps {
  readonly accounts: Accounts;
  readonly passwords: CallerPasswords;
}

export function passwordServices({ accounts, passwords }: Deps): FlowService[] {
  return [
    service(passwordSpecs.check, (asked) => check(accounts, passwords, asked)),
    service(passwordSpecs.status, async ({ inputs }) => {
      const account = await accounts.find(kindOf(inputs.kind), inputs.account);
      return { outcome: account === null ? 'no-account' : await passwords.status(account) };
    }),
    service(passwordSpecs.set, async ({ inputs, callerNumber, callId }) => {
      const line = await accounts.ofCaller(callerNumber);
      if (line === null) return { outcome: 'not-own-phone' };
      const account = accounts.ofLine(line);
      // Whoever holds the phone may set its first password; to replace one he must know it.
      if ((await passwords.status(account)) !== 'none') return { outcome: 'already-set' };
      const fault = faultOf(inputs);
      if (fault !== null) return { outcome: fault };
      await passwords.save(account, inputs.password, 'set', { by: 'caller', callId });
      return { outcome: 'set', verified: accountKey(account) };
    }),
    service(passwordSpecs.change, async (asked) => {
      const account = await accounts.proved(asked.inputs.account, asked.verified);
      if (account?.kind !== 'line') return { outcome: 'not-verified' };
      if (!accounts.isOwn(asked.callerNumber, account)) return { outcome: 'not-own-phone' };
      return change(passwords, account, asked);
    }),
    service(passwordSpecs.contractChange, async (asked) => {
      const account = await accounts.proved(asked.inputs.account, asked.verified);
      if (account?.kind !== 'contract') return { outcome: 'not-verified' };
      return change(passwords, account, asked);
    }),
  ];
}

async function check(
  accounts: Accounts,
  passwords: CallerPasswords,
  { inputs, callId }: Asked<typeof passwordCheck>,
): Promise<Answered<typeof passwordCheck>> {
  const account = await accounts.find(kindOf(inputs.kind), inputs.account);
  if (account === null) return { outcome: 'no-account' };
  const outcome = await passwords.check(account, inputs.password, callId);
  return outcome === 'right' ? { outcome, verified: accountKey(account) } : { outcome };
}

async function change(
  passwords: CallerPasswords,
  account: AccountRef,
  { inputs, callId }: Pick<Asked<(typeof passwordSpecs)['contractChange']>, 'inputs' | 'callId'>,
): Promise<{ outcome: 'changed' | EntryFault }> {
  const fault = faultOf(inputs);
  if (fault !== null) return { outcome: fault };
  await passwords.save(account, inputs.password, 'changed', { by: 'caller', callId });
  return { outcome: 'changed' };
}

type EntryFault = 'differ' | 'not-six-digits';

function faultOf(entries: { readonly password: string; readonly again: string }): EntryFault | null {
  if (!isCallerPassword(entries.password)) return 'not-six-digits';
  return entries.password === entries.again ? null : 'differ';
}

const kindOf = (kind: string | null): AccountRef['kind'] | null =>
  kind === 'line' || kind === 'contract' ? kind : null;
