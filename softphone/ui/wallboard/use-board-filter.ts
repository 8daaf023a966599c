import { useState } from 'react';
import type { BoardFilter } from '../../desk/board-view';

const KEY = 'kiloline.board-filter';
const ALL: BoardFilter = { queueIds: [], group: null };

/** Kept on this computer: a screen on the wall shows its team after every restart. */
export function useBoardFilter(): { filter: BoardFilter; change: (change: Partial<BoardFilter>) => void } {
  const [filter, setFilter] = useState(stored);
  return {
    filter,
    change: (change) => {
      const next = { ...filter, ...change };
      localStorage.setItem(KEY, JSON.stringify(next));
      setFilter(next);
    },
  };
}

function stored(): BoardFilter {
  try {
    const { queueIds, group } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<BoardFilter>;
    return { queueIds: Array.isArray(queueIds) ? queueIds : [], group: group ?? null };
  } catch {
    return ALL;
  }
}
