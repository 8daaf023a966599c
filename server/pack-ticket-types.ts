import type { TicketFields } from './ivr/check-answers';
import { loadOrderConfig } from './tickets/parse-order-config';

/**
 * The types of work order a pack's flow may make, with their own fields; none for a pack without work orders.
 * @throws UserError 'validation-failed' with every fault of its work-orders.yaml
 */
export function ticketTypesOf(packDirectory: string): Readonly<Record<string, TicketFields>> {
  const types = loadOrderConfig(packDirectory)?.types ?? {};
  return Object.fromEntries(
    Object.entries(types).map(([name, { fields }]) => [
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
