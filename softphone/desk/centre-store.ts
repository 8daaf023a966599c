import type { CentreChanges, CentrePicture } from '../../server/contract/wallboard';
import { createValue, type Observable } from '../core/observable';

/** How the centre stands, pushed while at least one part of the page watches. */
export interface CentreStore {
  /** null: nothing has come yet. Pages keep the last picture while the server is away. */
  readonly picture: Observable<CentrePicture | null>;
  /** @returns what ends it */
  readonly watch: () => () => void;
  readonly take: (changes: CentreChanges) => void;
  /** After the server has forgotten who watches. */
  readonly askAgain: () => void;
}

export function createCentreStore(ask: (wanted: boolean) => void): CentreStore {
  const picture = createValue<CentrePicture | null>(null);
  let watchers = 0;
  return {
    picture,
    take: (changes) => {
      const before = picture.get();
      if (changes.whole || before) picture.set(changed(before, changes));
    },
    askAgain: () => {
      if (watchers > 0) ask(true);
    },
    watch: () => {
      watchers += 1;
      if (watchers === 1) ask(true);
      let isWatching = true;
      return () => {
        if (!isWatching) return;
        isWatching = false;
        watchers -= 1;
        if (watchers > 0) return;
        ask(false);
        // What it shows would be old when somebody looks again.
        picture.set(null);
      };
    },
  };
}

function changed(before: CentrePicture | null, changes: CentreChanges): CentrePicture {
  const old = changes.whole ? null : before;
  return {
    at: changes.at,
    queues: merged(old?.queues ?? [], changes.queues, changes.gone.queues, ({ queueId }) => queueId),
    agents: merged(old?.agents ?? [], changes.agents, changes.gone.agents, ({ agentId }) => agentId),
    ivr: changes.ivr ?? old?.ivr ?? [],
    switches: changes.switches ?? old?.switches ?? [],
    orders: changes.orders ?? old?.orders ?? [],
  };
}

/** Rows that have not changed stay the same objects: nothing is drawn anew for them. */
function merged<Row>(
  before: Row[],
  rows: readonly Row[],
  gone: readonly string[],
  idOf: (row: Row) => string,
): Row[] {
  if (rows.length === 0 && gone.length === 0) return before;
  const byId = new Map(before.map((row) => [idOf(row), row]));
  for (const row of rows) byId.set(idOf(row), row);
  for (const id of gone) byId.delete(id);
  return [...byId.values()];
}
