import { buildTimeline } from '../../server/calls/timeline/build-timeline';
import type { CallDetail } from '../../server/contract/rest';
import type { CallTimeline } from '../../server/contract/timeline';
import { loadPack } from '../../server/ivr/load-pack';

/** As the server makes it, with the names the pack has. */
export function timelineOf(call: CallDetail): CallTimeline {
  const { titles } = loadPack({ directory: 'server/ivr/packs/1000' }).flow;
  return buildTimeline(call, { now: Date.now(), nodeName: (_pack, _version, node) => titles[node] ?? null });
}
