import type { EventDraft } from '../calls/call-store';

/** Five texts per draft, as appendDrafts reads them. Data stays the JSON it is: Lua would round its numbers. */
export function draftTexts(events: readonly EventDraft[]): readonly string[] {
  return events.flatMap(({ type, agentId = '', queueId = '', legId = '', data = {} }) => [
    type,
    agentId,
    queueId,
    legId,
    JSON.stringify(data),
  ]);
}
