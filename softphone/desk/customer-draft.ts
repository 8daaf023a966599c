import type { CustomerChange } from '../../server/contract/crm';
import type { CustomerCard } from '../../server/contract/rest';

/** What can be edited of a customer, as the form holds it: an empty text is "none". */
export interface CustomerDraft {
  readonly name: string;
  readonly kind: CustomerCard['kind'];
  readonly contractNumber: string;
  readonly address: string;
  readonly notes: string;
}

export const customerFields = ['name', 'kind', 'contractNumber', 'address', 'notes'] as const;
export type CustomerField = (typeof customerFields)[number];

export const draftOf = (customer: CustomerCard): CustomerDraft => ({
  name: customer.name,
  kind: customer.kind,
  contractNumber: customer.contractNumber ?? '',
  address: customer.address ?? '',
  notes: customer.notes,
});

export const emptyCustomer: CustomerDraft = {
  name: '',
  kind: 'person',
  contractNumber: '',
  address: '',
  notes: '',
};

const isChanged = (before: CustomerDraft, after: CustomerDraft, field: CustomerField): boolean =>
  before[field].trim() !== after[field].trim();

/** Only the fields that the person touched, so that nobody else's change is undone by the rest of the form. */
export function changesOf(
  before: CustomerDraft,
  after: CustomerDraft,
): Partial<Omit<CustomerChange, 'version' | 'why'>> {
  const orNone = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const has = (field: CustomerField): boolean => isChanged(before, after, field);
  return {
    ...(has('name') ? { name: after.name.trim() } : {}),
    ...(has('kind') ? { kind: after.kind } : {}),
    ...(has('contractNumber') ? { contractNumber: orNone(after.contractNumber) } : {}),
    ...(has('address') ? { address: orNone(after.address) } : {}),
    ...(has('notes') ? { notes: after.notes.trim() } : {}),
  };
}

/**
 * Somebody else saved while the form was open. Fields that only he changed are taken over; in those that both
 * changed the person's own text stays, and they are named so that he can look.
 */
export function rebase(
  before: CustomerDraft,
  mine: CustomerDraft,
  theirs: CustomerDraft,
): { readonly draft: CustomerDraft; readonly contested: readonly CustomerField[] } {
  const isMine = (field: CustomerField): boolean => isChanged(before, mine, field);
  const pick = <Field extends CustomerField>(field: Field): CustomerDraft[Field] =>
    isMine(field) ? mine[field] : theirs[field];
  return {
    draft: {
      name: pick('name'),
      kind: pick('kind'),
      contractNumber: pick('contractNumber'),
      address: pick('address'),
      notes: pick('notes'),
    },
    contested: customerFields.filter(
      (field) => isMine(field) && isChanged(before, theirs, field) && isChanged(mine, theirs, field),
    ),
  };
}
