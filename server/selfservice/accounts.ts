/** Which account a caller means: one of his lines, or a contract. */
import type { AccountRef, BusinessLine, BusinessSystem } from '../crm/business-system';
import { isSameNumber, numberKey, type NumberFormat } from '../crm/number-matching';

/** As a flow holds it and as it is proved: 'line:862163330001', 'contract:C1000001'. */
export const accountKey = ({ kind, number }: AccountRef): string => `${kind}:${number}`;

export class Accounts {
  readonly #business: BusinessSystem;
  readonly #format: NumberFormat;

  constructor(business: BusinessSystem, format: NumberFormat) {
    this.#business = business;
    this.#format = format;
  }

  /** E.164 without '+', or the digits when the line has none. */
  ofLine(line: Pick<BusinessLine, 'number'>): AccountRef {
    const key = numberKey(line.number, this.#format) ?? line.number;
    return { kind: 'line', number: key.replace(/^\+/, '') };
  }

  /**
   * By its number, as the caller typed it; null when there is no such account. Without a kind, a line before a
   * contract.
   * @throws OperationalError('business-system-away')
   */
  async find(kind: AccountRef['kind'] | null, typed: string): Promise<AccountRef | null> {
    if (kind !== 'contract') {
      const line = await this.#business.findLine(typed);
      if (line !== null) return this.ofLine(line);
    }
    if (kind === 'line') return null;
    const contract = await this.#business.findContract(typed);
    return contract && { kind: 'contract', number: contract.contractNumber };
  }

  /**
   * The account typed, when this call has proved that it may ask about it; null otherwise. The checker sees to it
   * that every way passes a check of a password; this sees to it that it was the password of this account.
   */
  async proved(typed: string, verified: readonly string[]): Promise<AccountRef | null> {
    for (const kind of ['line', 'contract'] as const) {
      if (!verified.some((key) => key.startsWith(`${kind}:`))) continue;
      const account = await this.find(kind, typed);
      if (account !== null && verified.includes(accountKey(account))) return account;
    }
    return null;
  }

  /** The line this call comes from; null when its number is withheld or not one of ours. */
  async ofCaller(callerNumber: string): Promise<BusinessLine | null> {
    if (numberKey(callerNumber, this.#format) === null) return null;
    const line = await this.#business.findLine(callerNumber);
    return line !== null && this.isOwn(callerNumber, this.ofLine(line)) ? line : null;
  }

  /** Whether the call comes from this very line. */
  isOwn(callerNumber: string, account: AccountRef): boolean {
    if (account.kind !== 'line') return false;
    return [account.number, `+${account.number}`].some((number) =>
      isSameNumber(callerNumber, number, this.#format),
    );
  }
}
