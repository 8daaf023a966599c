import { useState } from 'react';

const KEY = 'kiloline.report-columns';
export type ChosenTable = 'queue' | 'agent' | 'campaign';
type Choices = Readonly<Partial<Record<ChosenTable, readonly string[]>>>;

/** Kept on this computer, as its screen is wide or narrow. null: the columns everybody has. */
export function useColumnChoice(table: ChosenTable): {
  readonly chosen: readonly string[] | null;
  readonly choose: (chosen: readonly string[] | null) => void;
} {
  const [chosen, setChosen] = useState(() => stored()[table] ?? null);
  return {
    chosen,
    choose: (next) => {
      localStorage.setItem(KEY, JSON.stringify({ ...stored(), [table]: next ?? undefined }));
      setChosen(next);
    },
  };
}

/** What is stored may be of another version, or somebody else's. */
function stored(): Choices {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown> | null;
    const lists = Object.entries(kept ?? {}).filter(([, columns]) => Array.isArray(columns));
    return Object.fromEntries(lists);
  } catch {
    return {};
  }
}
