import { ActionIcon, Badge, Checkbox, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconClockPlus, IconPhone, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PersonalTaskView } from '../../../server/contract/personal-tasks';
import { delays, putOff, taskTone } from '../../desk/task-view';
import { useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { useNow } from '../use-now';
import { useRoute } from '../use-route';
import { useChangeTask, useTasks } from './use-tasks';

/** What the agent means to do, the first due at the top. */
export function TasksPanel() {
  const { t } = useTranslation();
  const { newTask } = useUi();
  const tasks = useTasks();
  const now = useNow();
  if (!tasks) return null;
  const due = tasks.filter((task) => taskTone(task, now) === 'overdue').length;
  return (
    <section className="card tasks" aria-label={t('tasks.heading')} data-testid="tasks" data-due={due}>
      <div className="tasks-top">
        <h2 className="section-title section-title-first">{t('tasks.heading')}</h2>
        {due > 0 && <Badge color="stop">{t('tasks.dueCount', { count: due })}</Badge>}
        <Tooltip label={t('tasks.add')}>
          <ActionIcon
            ml="auto"
            variant="light"
            aria-label={t('tasks.add')}
            onClick={() => newTask.set({ callId: null, customer: null, agentId: null })}
            data-testid="task-add"
          >
            <IconPlus size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <TaskList tasks={tasks} />
    </section>
  );
}

export function TaskList({ tasks }: { tasks: readonly PersonalTaskView[] }) {
  const { t } = useTranslation();
  const now = useNow();
  if (tasks.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('tasks.empty')}
      </Text>
    );
  return (
    <ul className="plain-list">
      {tasks.map((task) => (
        <Task key={task.taskId} task={task} now={now} />
      ))}
    </ul>
  );
}

function Task({ task, now }: { task: PersonalTaskView; now: number }) {
  const { t } = useTranslation();
  const change = useCommand(useChangeTask());
  const { taskId, text, doneAt } = task;
  const tone = taskTone(task, now);
  const isDone = doneAt !== null;
  return (
    <li className={`task task-${tone}`} data-testid="task" data-tone={tone}>
      <Checkbox
        checked={isDone}
        disabled={change.pending}
        onChange={() => void change.run(taskId, { done: !isDone })}
        aria-label={isDone ? t('tasks.reopen', { text }) : t('tasks.done', { text })}
        data-testid="task-done"
      />
      <div className="grow">
        <Text size="sm" className="task-text">
          {text}
        </Text>
        <About task={task} now={now} />
      </div>
      {!isDone && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('tasks.putOffNamed', { text })}
              title={t('tasks.putOff')}
              data-testid="task-put-off"
            >
              <IconClockPlus size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {delays.map((delay) => (
              <Menu.Item
                key={delay}
                onClick={() => void change.run(taskId, { dueAt: putOff(delay, Date.now()) })}
                data-testid={`task-put-off-${delay}`}
              >
                {t(`tasks.putOff-${delay}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

function About({ task, now }: { task: PersonalTaskView; now: number }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { detailCallId } = useUi();
  const { go } = useRoute();
  const { dueAt, customer, callId, createdBy, agentId } = task;
  return (
    <div className="task-about">
      {dueAt !== null && (
        <Text size="xs" className="task-due digits">
          {display.date(dueAt)}
          {taskTone(task, now) === 'overdue' && ` · ${t('tasks.overdue')}`}
        </Text>
      )}
      {customer && (
        <UnstyledButton
          className="number-link"
          onClick={() => go({ page: 'customers', customerId: customer.customerId })}
          data-testid="task-customer"
        >
          {customer.name}
        </UnstyledButton>
      )}
      {createdBy !== agentId && (
        <Text size="xs" c="dimmed">
          {t('tasks.by', { by: createdBy })}
        </Text>
      )}
      {callId !== null && (
        <ActionIcon
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={t('tasks.call')}
          title={t('tasks.call')}
          onClick={() => detailCallId.set(callId)}
        >
          <IconPhone size={13} />
        </ActionIcon>
      )}
    </div>
  );
}
