/** What became of one caller, as he and the agents saw it. */
export interface CallerStory {
  readonly number: string;
  readonly way: string;
  /** Somebody took his call: the switch for a server, or for the overflow announcement. */
  answered: boolean;
  hungUp: boolean;
  ended: boolean;
  /** An agent took leave of him, or connected him with somebody else. */
  letGo: boolean;
}

interface Talk {
  readonly agentId: string;
  readonly number: string;
  readonly from: number;
  until: number | null;
}

/** A late answer to a call that rings elsewhere by now is taken back within this time. */
const LATE_ANSWER_MS = 3000;

/** The soak's own book, kept by those who telephone. */
export class Tally {
  readonly stories = new Map<string, CallerStory>();
  readonly talks: Talk[] = [];
  readonly actions = new Map<string, number>();

  begin(number: string, way: string): CallerStory {
    const story = { number, way, answered: false, hungUp: false, ended: false, letGo: false };
    this.stories.set(number, story);
    return story;
  }

  talk(agentId: string, number: string): Talk {
    const talk: Talk = { agentId, number, from: Date.now(), until: null };
    this.talks.push(talk);
    return talk;
  }

  isTalking(number: string): boolean {
    return this.talks.some((talk) => talk.number === number && talk.until === null);
  }

  letGo(number: string): void {
    const story = this.stories.get(number);
    if (story) story.letGo = true;
  }

  did(action: string): void {
    this.actions.set(action, (this.actions.get(action) ?? 0) + 1);
  }

  /** Callers with whom two agents talked at once. */
  doubled(): readonly string[] {
    return this.talks.flatMap((one, index) =>
      this.talks
        .slice(index + 1)
        .filter((other) => other.number === one.number && other.agentId !== one.agentId)
        .filter((other) => overlapMs(one, other) > LATE_ANSWER_MS)
        .map((other) => `${one.number} talked with ${one.agentId} and ${other.agentId} at once`),
    );
  }
}

const overlapMs = (one: Talk, other: Talk): number =>
  Math.min(one.until ?? Date.now(), other.until ?? Date.now()) - Math.max(one.from, other.from);
