import type { TicketFields } from './ivr/check-answers';
import type { OrderConfig } from './tickets/order-config';

/** The types of work order a pack's flow may make, with their own fields; none for a pack without work orders. */
export function ticketTypesOf(config: OrderConfig | null): Readonly<Record<string, TicketFields>> {
  const types = Object.entries(config?.types ?? {}).filter(([, { enabled }]) => enabled);
  return Object.fromEntries(
    types.map(([name, { fields }]) => [
      name,
      {
        fields: Object.keys(fields),
        required: Object.entries(fields)
          .filter(([, field]) => field.required)
          .map(([field]) => field),
      },
    ]),
  );
}
