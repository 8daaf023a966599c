import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { dueFrom } from '../../desk/task-view';
import { SideDrawer } from '../side-drawer';
import { useRole, useSoftphone, useUi, type TaskAbout } from '../softphone-context';
import { useCommand } from '../use-command';

/** Writes a task down. Beside the phone, not over it: it is filled in while the caller talks. */
export function NewTaskDialog({ about }: { about: TaskAbout }) {
  const { t } = useTranslation();
  const { newTask } = useUi();
  return (
    <SideDrawer title={t('tasks.add')} width={380} close={() => newTask.set(null)} testId="new-task-dialog">
      <TaskForm about={about} close={() => newTask.set(null)} />
    </SideDrawer>
  );
}

function TaskForm({ about, close }: { about: TaskAbout; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const isSupervisor = useRole() !== 'agent';
  const [text, setText] = useState('');
  const [due, setDue] = useState('');
  const [agentId, setAgentId] = useState(about.agentId ?? '');
  // The same until the form is left: a second click after a lost answer does not make a second task.
  const [taskId] = useState(() => crypto.randomUUID());
  const save = useCommand(async () => {
    await api.tasks.add({
      ...{ taskId, text: text.trim(), dueAt: dueFrom(due), orderId: null },
      ...{ callId: about.callId, customerId: about.customer?.customerId ?? null },
      agentId: agentId.trim() === '' ? null : agentId.trim(),
    });
    await queries.invalidateQueries({ queryKey: ['tasks'] });
    close();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') void save.run();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          label={t('tasks.text')}
          value={text}
          maxLength={500}
          autosize
          minRows={3}
          required
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="task-text"
        />
        <TextInput
          type="datetime-local"
          label={t('tasks.due')}
          description={t('tasks.dueOptional')}
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
          data-testid="task-due"
        />
        {isSupervisor && (
          <TextInput
            label={t('tasks.forAgent')}
            description={t('tasks.forAgentHint')}
            inputMode="numeric"
            value={agentId}
            maxLength={8}
            onChange={(event) => setAgentId(event.currentTarget.value.replace(/\D/g, ''))}
            data-testid="task-agent"
          />
        )}
        {about.customer && (
          <Text size="sm" c="dimmed">
            {t('tasks.customer', { name: about.customer.name })}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('tasks.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={text.trim() === ''} data-testid="task-save">
            {t('tasks.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
