import { useCallback, useEffect, useState } from 'react';
import type { WrapUpDraft } from '../../desk/wrap-up-draft';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** Handed in this long before the server ends the wrap-up, so that what was written is not lost. */
const beforeDeadlineMs = 1500;

/** The draft about a call, kept while it is talked about, handed in at the end. */
export function useWrapUp(callId: string) {
  const { api, drafts, desk: store } = useSoftphone();
  const agent = useDesk()?.agent;
  const [draft, setDraft] = useState<WrapUpDraft>(() => drafts.read(callId));

  const change = (next: WrapUpDraft): void => {
    setDraft(next);
    drafts.write(callId, next);
  };
  /** Reads the stored draft: a timer set earlier must hand in what was typed since. */
  const save = useCallback(async (): Promise<void> => {
    const { dispositionCode, note } = drafts.read(callId);
    if (dispositionCode === null) return;
    await api.setDisposition(callId, { dispositionCode, note });
  }, [api, callId, drafts]);
  const finish = useCommand(
    useCallback(async () => {
      await save();
      await api.finishWrapUp();
      drafts.remove(callId);
    }, [api, callId, drafts, save]),
  );

  const until = agent?.state === 'wrap-up' ? agent.wrapUpUntil : null;
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(
      () => void save().catch(() => undefined),
      until - store.now() - beforeDeadlineMs,
    );
    return () => clearTimeout(timer);
  }, [until, save, store]);

  return { draft, change, finish, until };
}
