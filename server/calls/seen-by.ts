import type { Role, TimelineEntry } from '../contract/rest';

interface Viewer {
  readonly role: Role;
  readonly agentId: string | null;
}

/** A call as this person may see it: what reviewers said of an agent is not for his colleagues. */
export function seenBy<Call extends { readonly timeline: readonly TimelineEntry[] }>(
  call: Call,
  { role, agentId }: Viewer,
): Call {
  if (role !== 'agent') return call;
  return {
    ...call,
    timeline: call.timeline.filter((entry) => entry.type !== 'review.finished' || entry.agentId === agentId),
  };
}
