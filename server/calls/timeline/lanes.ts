import type { TimelineEntry } from '../../contract/rest';
import type { NodeName } from '../../contract/timeline';
import { LaneBuilder, type LaneSubject, type PlacedEvent } from './lane-builder';

/** What people call a node; null: nobody says. */
export type NameOfNode = (packId: string, version: number, node: string) => NodeName | null;

/** The lanes of a call while its events are read, and where each of its parts goes on. */
export class Lanes {
  readonly isInbound: boolean;
  readonly nodeName: NameOfNode;
  /** The pack the flow runs by, from the event that began it. */
  pack: { readonly id: string; readonly version: number } | null = null;
  readonly legs = new Map<string, LaneSubject>();
  readonly #lanes = new Map<string, LaneBuilder>();

  constructor(isInbound: boolean, nodeName: NameOfNode) {
    this.isInbound = isInbound;
    this.nodeName = nodeName;
  }

  get all(): readonly LaneBuilder[] {
    return [...this.#lanes.values()];
  }

  lane(subject: LaneSubject): LaneBuilder {
    const key = `${subject.kind} ${subject.agentId ?? subject.legId ?? ''}`;
    const known = this.#lanes.get(key);
    if (known) return known;
    const lane = new LaneBuilder(subject);
    this.#lanes.set(key, lane);
    return lane;
  }

  agent(agentId: string): LaneBuilder {
    return this.lane({ kind: 'agent', agentId });
  }
}

export type Reaction = (lanes: Lanes, entry: TimelineEntry, event: PlacedEvent) => void;
export type Reactions = Readonly<Record<string, Reaction>>;
