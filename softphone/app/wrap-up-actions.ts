import type { Api } from '../api-client/api';
import type { DeskStore } from '../desk/desk-store';
import type { DraftStore } from '../desk/wrap-up-draft';

export interface WrapUpActions {
  /** Hands in what was put down about this call, when there is an outcome: without one the server takes no note. */
  readonly save: (callId: string) => Promise<void>;
  /** The same of the call that is being wrapped up; nothing when none is. Before anything that ends the wrap-up. */
  readonly savePresent: () => Promise<void>;
  readonly finish: (callId: string) => Promise<void>;
  /** The next prolongation: a second click before the first is shown asks for the same one. */
  readonly prolong: () => Promise<void>;
}

interface WrapUpDeps {
  readonly api: Api;
  readonly desk: DeskStore;
  readonly drafts: DraftStore;
}

export function createWrapUpActions({ api, desk, drafts }: WrapUpDeps): WrapUpActions {
  /** Reads the stored draft: a timer set earlier must hand in what was typed since. */
  const save = async (callId: string): Promise<void> => {
    const { dispositionCode, note } = drafts.read(callId);
    if (dispositionCode !== null) await api.setDisposition(callId, { dispositionCode, note });
  };
  const present = (): string | null => {
    const shown = desk.desk.get();
    return shown?.agent.state === 'wrap-up' ? (shown.call?.callId ?? null) : null;
  };
  return {
    save,
    savePresent: async () => {
      const callId = present();
      if (callId !== null) await save(callId);
    },
    finish: async (callId) => {
      await save(callId);
      await api.finishWrapUp();
      drafts.remove(callId);
    },
    prolong: async () => {
      const callId = present();
      const prolonged = desk.desk.get()?.agent.prolonged ?? 0;
      if (callId !== null) await api.prolongWrapUp(callId, prolonged + 1);
    },
  };
}
