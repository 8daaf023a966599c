import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dueNews, newsKey } from '../../desk/task-view';
import { useDesk } from '../softphone-context';
import { useNow } from '../use-now';
import { useTasks } from './use-tasks';

/** The system tells of a task that is due, once; in a talk it waits for the end of it. */
export function useTaskReminders(): void {
  const { t } = useTranslation();
  const tasks = useTasks();
  const now = useNow();
  const state = useDesk()?.agent.state;
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (!tasks || (state !== 'idle' && state !== 'wrap-up')) return;
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    for (const task of dueNews(tasks, told.current, now)) {
      told.current.add(newsKey(task));
      // Several tabs have the same tag, and show one.
      const notification = new Notification(t('tasks.notify'), { body: task.text, tag: task.taskId });
      notification.onclick = () => {
        window.focus();
        notification.close();
      };
    }
  }, [tasks, now, state, t]);
}
