import type { BarKind, LaneKind, TimelineBar, TimelineLane, TimelineMark } from '../../contract/timeline';

/** An event at its place on the axis. */
export interface PlacedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly atMs: number;
}

export type BarFacts = Partial<Pick<TimelineBar, 'queueId' | 'number' | 'node'>>;

export interface LaneSubject {
  readonly kind: LaneKind;
  readonly agentId?: string;
  readonly legId?: string;
  readonly number?: string | null;
}

type OpenBar = Omit<TimelineBar, 'toMs' | 'endedBy' | 'outcome' | 'keys'> & { readonly keys: string[] };

/** One lane while it is filled. Only one thing goes on in it at a time: what begins ends what was. */
export class LaneBuilder {
  readonly subject: LaneSubject;
  readonly #bars: TimelineBar[] = [];
  readonly #marks: TimelineMark[] = [];
  #open: OpenBar | null = null;

  constructor(subject: LaneSubject) {
    this.subject = subject;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  get now(): BarKind | null {
    return this.#open?.kind ?? null;
  }

  /** As far as it has come: where its last bar ended, or what goes on began. */
  get reach(): number {
    return this.#open?.fromMs ?? this.#bars.at(-1)?.toMs ?? 0;
  }

  mark({ eventId, type, atMs }: PlacedEvent): void {
    this.#marks.push({ eventId, type, atMs });
  }

  /** The same thing again goes on. */
  begin(kind: BarKind, event: PlacedEvent, facts: BarFacts = {}): void {
    if (this.#open?.kind === kind && this.#open.node?.id === facts.node?.id && !facts.queueId) return;
    this.end(event);
    this.#open = {
      ...{ kind, eventId: event.eventId, fromMs: event.atMs, keys: [] },
      ...{ queueId: null, number: null, node: null, ...facts },
    };
  }

  key(key: string): void {
    this.#open?.keys.push(key);
  }

  end(event: PlacedEvent, outcome: string | null = null): void {
    if (this.#open === null) return;
    this.#bars.push({ ...this.#open, toMs: event.atMs, endedBy: event.eventId, outcome });
    this.#open = null;
  }

  finish(untilMs: number): TimelineLane {
    const { kind, agentId = null, legId = null, number = null } = this.subject;
    const open = this.#open && { ...this.#open, toMs: untilMs, endedBy: null, outcome: null };
    return {
      ...{ kind, agentId, legId, number },
      bars: open ? [...this.#bars, open] : this.#bars,
      marks: this.#marks.filter(({ atMs }) => atMs <= untilMs),
    };
  }
}
