import type { CentreChanges, CentrePicture } from '../contract/wallboard';

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

function changedRows<Row>(before: readonly Row[], now: readonly Row[], idOf: (row: Row) => string) {
  const old = new Map(before.map((row) => [idOf(row), row]));
  const changed = now.filter((row) => !isSame(old.get(idOf(row)), row));
  for (const row of now) old.delete(idOf(row));
  return { changed, gone: [...old.keys()] };
}

/** What somebody who has the picture before is to be told; null: nothing. */
export function changesBetween(before: CentrePicture, now: CentrePicture): CentreChanges | null {
  const queues = changedRows(before.queues, now.queues, ({ queueId }) => queueId);
  const agents = changedRows(before.agents, now.agents, ({ agentId }) => agentId);
  const list = <Key extends 'ivr' | 'switches' | 'orders'>(key: Key) =>
    isSame(before[key], now[key]) ? null : now[key];
  const changes: CentreChanges = {
    at: now.at,
    whole: false,
    queues: queues.changed,
    agents: agents.changed,
    gone: { queues: queues.gone, agents: agents.gone },
    ivr: list('ivr'),
    switches: list('switches'),
    orders: list('orders'),
  };
  const rows = [changes.queues, changes.agents, changes.gone.queues, changes.gone.agents];
  const isNothing =
    rows.every(({ length }) => length === 0) &&
    [changes.ivr, changes.switches, changes.orders].every((each) => each === null);
  return isNothing ? null : changes;
}

/** Agents of one message: a whole centre in one would be more than a socket should buffer. */
const AGENTS_AT_ONCE = 500;

/** The whole picture for somebody who has none yet: one beginning, and the rest as changes of it. */
export function wholePicture(picture: CentrePicture): readonly CentreChanges[] {
  const { agents, ...rest } = picture;
  const gone = { queues: [], agents: [] };
  const parts: CentreChanges[] = [{ ...rest, whole: true, agents: agents.slice(0, AGENTS_AT_ONCE), gone }];
  for (let from = AGENTS_AT_ONCE; from < agents.length; from += AGENTS_AT_ONCE)
    parts.push({
      ...{ at: picture.at, whole: false, queues: [], gone, ivr: null, switches: null, orders: null },
      agents: agents.slice(from, from + AGENTS_AT_ONCE),
    });
  return parts;
}
