import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  QueueChange,
  QueueCheck,
  QueueDrift,
  QueuePlan,
  QueueVersion,
} from '../../../server/contract/queue-versions';
import { ApiError } from '../../api-client/api-error';
import { mergeTexts } from '../../desk/line-diff';
import { editQueueDraft, readQueueDraft } from '../../desk/queue-draft';
import type { Edit } from '../../desk/text-draft';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** What a look at the draft told. */
export interface Look {
  readonly check: QueueCheck;
  /** null: faulty. */
  readonly plan: QueuePlan | null;
  readonly drift: QueueDrift | null;
}

/** Somebody applied a version since the one the draft began with. */
export interface Stale {
  readonly theirs: QueueVersion;
  readonly changes: readonly QueueChange[];
  /** How many places both have changed, once bringing them together has failed. */
  readonly conflicts: number;
}

/** What is edited: a version, and what was written over it and left. */
export interface Opened {
  readonly version: QueueVersion;
  readonly text: string;
}

export type QueueDraft = ReturnType<typeof useQueueDraft>;

/** The next version as it is written: a draft begins with a version, and can only be applied over that one. */
export function useQueueDraft(opened: Opened, owner: string, done: () => void) {
  const { t } = useTranslation();
  const { api, queueDrafts } = useSoftphone();
  const queries = useQueryClient();
  const [base, setBase] = useState(opened.version);
  const [text, setText] = useState(opened.text);
  const [look, setLook] = useState<Look | null>(null);
  const [stale, setStale] = useState<Stale | null>(null);
  const config = useMemo(() => readQueueDraft(text), [text]);
  const say = (message: string, color = 'go'): void => {
    notifications.show({ color, message, closeButtonProps: { 'aria-label': t('app.close') } });
  };
  const write = (next: string): void => {
    setText(next);
    setLook(null);
  };
  const edit = (...edits: readonly Edit[]): void => {
    const next = editQueueDraft(text, edits);
    if (next === null) say(t('queueSetup.notInForm'), 'wait');
    else if (next !== text) write(next);
  };
  const begin = (version: QueueVersion): void => {
    setBase(version);
    setLook(null);
    setStale(null);
  };
  const findStale = async (): Promise<void> => {
    const theirs = await api.queueConfig.present();
    setStale({ theirs, changes: await api.queueConfig.diff(base.version, theirs.version), conflicts: 0 });
    setLook(null);
  };
  const check = useCommand(async () => {
    const checked = await api.queueConfig.check(text);
    if (checked.faults.length > 0) {
      setLook({ check: checked, plan: null, drift: null });
      return;
    }
    const [plan, drift] = await Promise.all([api.queueConfig.plan(text), api.queueConfig.drift()]);
    if (plan.basedOn === base.version) setLook({ check: checked, plan, drift });
    else await findStale();
  });
  const apply = useCommand(async (why: string) => {
    try {
      const { version, isLive } = await api.queueConfig.apply(text, { basedOn: base.version, why });
      queueDrafts.remove(owner);
      say(t(isLive ? 'queueSetup.applied' : 'queueSetup.appliedLater', { version }));
      done();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'conflict') throw error;
      await findStale();
    } finally {
      await queries.invalidateQueries({ queryKey: ['queue-config'] });
    }
  });
  const merge = (): void => {
    if (!stale) return;
    const { theirs } = stale;
    const merged = mergeTexts(base.yaml, text, theirs.yaml);
    if (merged.conflicts > 0) {
      setStale({ ...stale, conflicts: merged.conflicts });
      return;
    }
    setText(merged.text);
    begin(theirs);
    say(t('queueSetup.merged', { version: theirs.version }));
  };
  const keepMine = (): void => {
    if (stale) begin(stale.theirs);
  };
  const isChanged = text !== base.yaml;
  useEffect(() => {
    if (isChanged) queueDrafts.write(owner, { version: base.version, text });
    else queueDrafts.remove(owner);
  }, [queueDrafts, owner, isChanged, base.version, text]);
  return { base, text, config, isChanged, write, edit, look, stale, check, apply, merge, keepMine };
}
