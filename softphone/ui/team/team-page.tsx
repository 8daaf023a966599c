import { Button, Group, Table, Text, TextInput, Title } from '@mantine/core';
import { IconEar, IconMessage } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamMember } from '../../../server/contract/supervision';
import { formatPhoneNumber } from '../../desk/phone-number';
import { Elapsed } from '../elapsed';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCentre } from '../use-centre';
import { useNow } from '../use-now';
import { useBreakReasons } from '../use-break-reasons';
import { useCommand } from '../use-command';
import { AgentMenu } from './agent-menu';
import { MessageDialog } from './message-dialog';

/** Who is there and what each does; a supervisor goes to an agent's ear from here. */
export function TeamPage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isTelling, tellAll] = useState(false);
  const team = useCentre()?.agents;
  const shown = useMemo(() => {
    const wanted = typed.trim().toLocaleLowerCase();
    return (team ?? [])
      .filter(({ agentId, displayName }) => `${agentId} ${displayName}`.toLocaleLowerCase().includes(wanted))
      .sort((one, other) => one.displayName.localeCompare(other.displayName));
  }, [team, typed]);
  return (
    <main className="card queues-page" aria-label={t('team.heading')}>
      <Title order={1} size="h3" mb="md">
        {t('team.heading')}
      </Title>
      <Group mb="sm" wrap="nowrap">
        <TextInput
          className="grow"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t('team.filter')}
          aria-label={t('team.filter')}
          data-testid="team-filter"
        />
        <Button
          variant="default"
          leftSection={<IconMessage size={16} />}
          disabled={!team?.length}
          onClick={() => tellAll(true)}
          data-testid="message-all"
        >
          {t('teamActs.messageAll')}
        </Button>
      </Group>
      {isTelling && <MessageDialog to={null} close={() => tellAll(false)} />}
      {team?.length === 0 ? <Text c="dimmed">{t('team.none')}</Text> : <TeamTable team={shown} />}
    </main>
  );
}

function TeamTable({ team }: { team: readonly TeamMember[] }) {
  const { t } = useTranslation();
  return (
    <Table highlightOnHover data-testid="team-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('team.agent')}</Table.Th>
          <Table.Th>{t('team.state')}</Table.Th>
          <Table.Th ta="right">{t('team.since')}</Table.Th>
          <Table.Th>{t('team.call')}</Table.Th>
          <Table.Th>{t('team.supervision')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {team.map((member) => (
          <Member key={member.agentId} member={member} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

const Member = memo(function Member({ member }: { member: TeamMember }) {
  const { agentId, displayName, since, call } = member;
  const isOverdue = useIsOverdue(member);
  return (
    <Table.Tr data-testid="team-member" data-agent={agentId} data-state={member.state}>
      <Table.Td>
        <Text component="span" size="sm" fw={500}>
          {displayName}
        </Text>{' '}
        <Text component="span" size="sm" c="dimmed" className="digits">
          {agentId}
        </Text>
      </Table.Td>
      <Table.Td>
        <StateWord member={member} />
      </Table.Td>
      <Table.Td ta="right" className="digits" c={isOverdue ? 'stop' : 'dimmed'}>
        <Elapsed since={since} />
      </Table.Td>
      <Table.Td>
        {call && (
          <>
            <span className="digits">{formatPhoneNumber(call.number)}</span>{' '}
            <Text component="span" size="sm" c="dimmed">
              {call.queueName}
            </Text>
          </>
        )}
      </Table.Td>
      <Table.Td>
        <Ear member={member} />
      </Table.Td>
      <Table.Td ta="right">
        <AgentMenu member={member} />
      </Table.Td>
    </Table.Tr>
  );
});

/** His break or his wrap-up is too long. */
function useIsOverdue({ overdueAt }: TeamMember): boolean {
  const now = useNow();
  return overdueAt !== null && overdueAt <= now;
}

function StateWord({ member }: { member: TeamMember }) {
  const { t } = useTranslation();
  const { nameOf } = useBreakReasons();
  const { state, presence, reason, reachable } = member;
  const isOverdue = useIsOverdue(member);
  if (!reachable)
    return (
      <Text size="sm" c="stop">
        {t('team.elsewhere')}
      </Text>
    );
  if (state !== 'idle') return <>{t(`status.${state}`)}</>;
  if (presence === 'ready')
    return (
      <Text size="sm" c="go">
        {t('team.free')}
      </Text>
    );
  if (presence === 'not-responding')
    return (
      <Text size="sm" c="stop">
        {t('status.not-responding')}
      </Text>
    );
  const word = isOverdue ? t('team.overdue') : t('status.break');
  return (
    <Text size="sm" c={isOverdue ? 'stop' : 'dimmed'}>
      {reason === null ? word : `${word} · ${nameOf(reason)}`}
    </Text>
  );
}

/** Who is at his ear already, and the way there. */
function Ear({ member }: { member: TeamMember }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const agent = useDesk()?.agent;
  const listen = useCommand(actions.supervise);
  const isHere = member.supervisors.some(({ supervisor }) => supervisor.agentId === agent?.agentId);
  const isFree = agent?.state === 'idle' || agent?.state === 'supervising';
  return (
    <div className="team-ear">
      {member.supervisors.map(({ supervisor, mode }) => (
        <Text key={supervisor.agentId} size="sm" c="dimmed">
          {supervisor.displayName} · {t(`supervision.${mode}`)}
        </Text>
      ))}
      {agent && agent.agentId !== member.agentId && !isHere && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconEar size={16} />}
          disabled={!isFree}
          loading={listen.pending}
          onClick={() => void listen.run(member.agentId, 'listen')}
          title={isFree ? undefined : t('supervision.busy')}
          aria-label={t('supervision.open', { name: member.displayName })}
          data-testid="listen"
        >
          {t('supervision.listen')}
        </Button>
      )}
    </div>
  );
}
