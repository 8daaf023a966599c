import { Button, Group, Loader, MultiSelect, NumberInput, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentAssignmentView } from '../../../server/contract/agent-assignment';
import { Dialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

interface AssignmentDialogProps {
  readonly agentId: string;
  readonly displayName: string;
  readonly close: () => void;
}

/** Which queues an agent is offered, and what he is good at; holds at once. */
export function AssignmentDialog({ agentId, displayName, close }: AssignmentDialogProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['assignment', agentId],
    queryFn: () => api.team.assignment(agentId),
    // What stood there before may be another version's.
    gcTime: 0,
  });
  return (
    <Dialog title={t('teamActs.assignOf', { name: displayName })} close={close} testId="assignment-dialog">
      {data === undefined ? <Loader size="sm" /> : <Fields agentId={agentId} view={data} close={close} />}
    </Dialog>
  );
}

function Fields({ agentId, view, close }: { agentId: string; view: AgentAssignmentView; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [queueIds, setQueueIds] = useState(view.queueIds);
  const [groups, setGroups] = useState(view.groups);
  const [skills, setSkills] = useState(view.skills);
  const save = useCommand(async () => {
    await api.team.assign(agentId, { queueIds, groups, skills });
    await queries.invalidateQueries({ queryKey: ['assignment', agentId] });
    close();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void save.run();
  };
  const setLevel = (skill: string, value: string | number): void => {
    const { [skill]: before, ...others } = skills;
    setSkills(value === '' ? others : { ...others, [skill]: Number(value) || (before ?? 1) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <MultiSelect
          label={t('teamActs.queues')}
          searchable
          data={view.allQueues.map(({ queueId, name }) => ({ value: queueId, label: name }))}
          value={queueIds}
          onChange={setQueueIds}
          data-testid="assignment-queues"
        />
        {view.allGroups.length > 0 && (
          <MultiSelect
            label={t('teamActs.groups')}
            searchable
            data={view.allGroups}
            value={groups}
            onChange={setGroups}
            data-testid="assignment-groups"
          />
        )}
        <Group gap="sm">
          {view.allSkills.map((skill) => (
            <NumberInput
              key={skill}
              label={skill}
              w={110}
              min={1}
              max={10}
              allowDecimal={false}
              value={skills[skill] ?? ''}
              onChange={(value) => setLevel(skill, value)}
            />
          ))}
        </Group>
        <Text size="sm" c="dimmed">
          {t('teamActs.assignWhat')}
        </Text>
        <Button type="submit" loading={save.pending} data-testid="assignment-save">
          {t('teamActs.assignSave')}
        </Button>
      </Stack>
    </form>
  );
}
