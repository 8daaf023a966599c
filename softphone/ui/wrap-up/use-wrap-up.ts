import { useCallback, useEffect, useState } from 'react';
import type { WrapUpDraft } from '../../desk/wrap-up-draft';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** Handed in this long before the server ends the wrap-up, so that what was written is not lost. */
const beforeDeadlineMs = 1500;

/** The draft about a call, kept while it is talked about, handed in at the end. */
export function useWrapUp(callId: string) {
  const { wrapUp, drafts, desk: store } = useSoftphone();
  const agent = useDesk()?.agent;
  const [draft, setDraft] = useState<WrapUpDraft>(() => drafts.read(callId));

  const change = (next: WrapUpDraft): void => {
    setDraft(next);
    drafts.write(callId, next);
  };
  const finish = useCommand(useCallback(() => wrapUp.finish(callId), [callId, wrapUp]));

  const until = agent?.state === 'wrap-up' ? agent.wrapUpUntil : null;
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(
      () => void wrapUp.save(callId).catch(() => undefined),
      until - store.now() - beforeDeadlineMs,
    );
    return () => clearTimeout(timer);
  }, [until, wrapUp, callId, store]);

  return { draft, change, finish, until };
}
