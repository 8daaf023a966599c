/** What a new work order still needs, and its request. */
import type { OrderTypeView } from '../../server/contract/tickets';

/** Two packs may each have a type of the same name. */
export const keyOf = ({ pack, id }: Pick<OrderTypeView, 'pack' | 'id'>): string => `${pack}/${id}`;

export interface OrderDraft {
  /** Key of the type. */
  readonly type: string | null;
  readonly contactName: string;
  readonly contactNumber: string;
  readonly lineNumber: string;
  readonly subject: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly documents: readonly string[];
  readonly priority: string | null;
}

export const emptyOrder: OrderDraft = {
  type: null,
  contactName: '',
  contactNumber: '',
  lineNumber: '',
  subject: '',
  text: '',
  fields: {},
  documents: [],
  priority: null,
};

/** Another type asks for other fields: those both have stay filled in. */
export function withType(draft: OrderDraft, type: OrderTypeView | null): OrderDraft {
  const known = new Set(type?.fields.map(({ name }) => name));
  const documents = new Set<string>(type?.requiredDocuments.map(({ id }) => id));
  return {
    ...draft,
    type: type && keyOf(type),
    fields: Object.fromEntries(Object.entries(draft.fields).filter(([name]) => known.has(name))),
    documents: draft.documents.filter((id) => documents.has(id)),
  };
}

/** Names of required fields that are empty. Documents may follow later. */
export const missingFields = (draft: OrderDraft, type: OrderTypeView): readonly string[] =>
  type.fields
    .filter(({ name, required }) => required && (draft.fields[name] ?? '').trim() === '')
    .map(({ name }) => name);

/** The request; empty fields are left out, for the server to take from the call. */
export function orderRequest(
  draft: OrderDraft,
  type: OrderTypeView,
  about: { readonly callId: string | null; readonly customerId: string | null; readonly requestId: string },
): Readonly<Record<string, unknown>> & { readonly type: string } {
  const { fields, documents, priority, contactName, contactNumber, lineNumber, subject, text } = draft;
  return {
    type: type.id,
    pack: type.pack,
    requestId: about.requestId,
    ...given({
      callId: about.callId,
      customerId: about.customerId,
      priority,
      contactName,
      contactNumber,
      lineNumber,
      subject,
      text,
    }),
    fields: given(fields),
    documents,
  };
}

function given(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null || value.trim() === '' ? [] : [[name, value.trim()] as const],
    ),
  );
}
