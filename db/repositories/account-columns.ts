import type { AccountRef } from '../../server/crm/business-system';

export interface AccountColumns {
  readonly accountKind: AccountRef['kind'];
  readonly accountNumber: string;
}

export const columnsOfAccount = ({ kind, number }: AccountRef): AccountColumns => ({
  accountKind: kind,
  accountNumber: number,
});

export const accountOf = ({ accountKind, accountNumber }: AccountColumns): AccountRef => ({
  kind: accountKind,
  number: accountNumber,
});
