import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { handOverRows, type HandOverRow } from '../../desk/hand-over-view';
import { Elapsed } from '../elapsed';
import { useCallView } from '../phone/use-call-view';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

const SHOWN = 6;
const REFRESH_MS = 3000;

type Colleague = Extract<HandOverRow, { kind: 'agent' }>;

/** Who is logged in, as he is at the moment; a click calls him, without a caller. */
export function Colleagues({ search }: { search: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data } = useQuery({
    queryKey: ['hand-over-targets', search],
    queryFn: () => api.consult.targets(search),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const found = handOverRows('', data, []).filter((row) => row.kind === 'agent');
  if (found.length === 0) return null;
  return (
    <section className="colleagues" aria-label={t('dial.colleagues')}>
      <h2 className="section-title">{t('dial.colleagues')}</h2>
      <ul className="plain-list colleague-list">
        {found.slice(0, SHOWN).map((row) => (
          <ColleagueRow key={row.key} row={row} />
        ))}
      </ul>
      {found.length > SHOWN && (
        <Text size="xs" c="dimmed">
          {t('dial.moreColleagues', { count: found.length - SHOWN })}
        </Text>
      )}
    </section>
  );
}

function ColleagueRow({ row }: { row: Colleague }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const dial = useCommand(actions.dial);
  const view = useCallView().name;
  const isFree = useDesk() !== null && (view === 'idle' || view === 'wrap-up' || view === 'failed');
  const who = t('dial.callColleague', { who: row.name });
  return (
    <li className="hand-over-row" data-testid="colleague" data-key={row.key} data-state={row.state}>
      <div className="hand-over-name">
        <Text size="sm" fw={500} truncate>
          {row.name}
        </Text>
        <Text size="xs" className={`colleague-${row.state}`} data-testid="colleague-state">
          {t(`handOver.state-${row.state}`)} <Elapsed since={row.since} />
        </Text>
      </div>
      <Tooltip label={who}>
        <ActionIcon
          variant="filled"
          color="go"
          disabled={!isFree || row.state !== 'free'}
          loading={dial.pending}
          aria-label={who}
          onClick={() => void dial.run(row.agentId, null)}
          data-testid="call-colleague"
        >
          <IconPhone size={16} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
