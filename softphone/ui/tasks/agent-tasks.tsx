import { Button, Center, Loader } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SideDrawer } from '../side-drawer';
import { useUi } from '../softphone-context';
import { TaskList } from './tasks-panel';
import { useTasks } from './use-tasks';

interface AgentTasksProps {
  readonly agentId: string;
  readonly name: string;
  readonly close: () => void;
}

/** Another agent's list, as his supervisor sees it: what is due, and more to be done. */
export function AgentTasks({ agentId, name, close }: AgentTasksProps) {
  const { t } = useTranslation();
  const { newTask } = useUi();
  const tasks = useTasks(agentId);
  return (
    <SideDrawer title={t('tasks.ofAgent', { name, agentId })} width={420} close={close} testId="agent-tasks">
      {tasks ? (
        <TaskList tasks={tasks} />
      ) : (
        <Center h={120}>
          <Loader size="sm" />
        </Center>
      )}
      <Button
        mt="md"
        size="xs"
        variant="light"
        leftSection={<IconPlus size={16} />}
        onClick={() => newTask.set({ callId: null, customer: null, agentId })}
        data-testid="agent-task-add"
      >
        {t('tasks.add')}
      </Button>
    </SideDrawer>
  );
}
