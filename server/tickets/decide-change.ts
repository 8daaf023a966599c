import type { OrderChange } from '../contract/tickets';
import { canonicalJson } from './audit-chain';
import type { OrderType } from './order-catalog';
import { checkedDocuments, checkedFields } from './order-fields';
import type { NewOrderEvent, WorkOrder } from './work-order';

/** The order corrected and what was different; null when nothing is. @throws UserError validation-failed */
export function decideChange(
  order: WorkOrder,
  { fields, documents, ...plain }: OrderChange,
  type: OrderType | null,
): { readonly order: WorkOrder; readonly events: readonly NewOrderEvent[] } | null {
  const wanted: Partial<WorkOrder> = {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...(fields === undefined
      ? {}
      : { fields: type ? checkedFields(type, { ...order.fields, ...fields }) : fields }),
    ...(documents === undefined ? {} : { documents: type ? checkedDocuments(type, documents) : documents }),
  };
  const changed = (Object.keys(wanted) as (keyof WorkOrder)[]).filter(
    (name) => canonicalJson(wanted[name]) !== canonicalJson(order[name]),
  );
  if (changed.length === 0) return null;
  const changes = Object.fromEntries(
    changed.map((name) => [name, { before: order[name], after: wanted[name] }]),
  );
  return { order: { ...order, ...wanted }, events: [{ type: 'changed', data: { changes } }] };
}
