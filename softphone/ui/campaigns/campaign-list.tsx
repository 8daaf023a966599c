import { Anchor, Badge, Center, Loader, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../../server/contract/campaigns';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { hashOf } from '../use-route';
import { CampaignActs } from './campaign-acts';
import { ProgressBar } from './progress-bar';
import { StopDialling } from './stop-dialling';
import { LIVE_MS } from './use-campaigns';

const stateColors = { draft: 'gray', running: 'go', paused: 'wait', done: 'brand' } as const;

export function CampaignList({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data, error } = useQuery({
    queryKey: ['campaigns', 'list'],
    queryFn: api.campaigns.list,
    refetchInterval: LIVE_MS,
  });
  if (error) return <Text role="alert">{errorSentence(t, error)}</Text>;
  if (!data)
    return (
      <Center p="md" role="status">
        <Loader size="sm" />
      </Center>
    );
  if (data.length === 0)
    return (
      <Text c="dimmed" role="status" data-testid="campaigns-none">
        {t('campaigns.none')}
      </Text>
    );
  return (
    <Table className="records" verticalSpacing={8} data-testid="campaigns-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('campaigns.campaign')}</Table.Th>
          <Table.Th>{t('campaigns.state')}</Table.Th>
          <Table.Th w="34%">{t('campaigns.progress')}</Table.Th>
          <Table.Th ta="right">{t('campaigns.calling')}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.map((view) => (
          <CampaignRow key={view.campaign.campaignId} view={view} mayChange={mayChange} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function CampaignRow({ view, mayChange }: { view: CampaignView; mayChange: boolean }) {
  const { t } = useTranslation();
  const { campaign, progress } = view;
  const { campaignId, name, mode } = campaign;
  return (
    <Table.Tr data-testid="campaign-row" data-campaign={campaignId} data-state={view.state}>
      <Table.Td>
        <Anchor
          href={hashOf({ page: 'campaigns', campaignId })}
          fw={600}
          size="sm"
          data-testid="campaign-open"
        >
          {name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {t(`campaigns.mode-${mode}`)} · {campaignId}
        </Text>
      </Table.Td>
      <Table.Td>
        <CampaignState view={view} />
      </Table.Td>
      <Table.Td>
        <ProgressBar progress={progress} />
      </Table.Td>
      <Table.Td ta="right" className="digits">
        {progress.dialing}
      </Table.Td>
      <Table.Td ta="right" className="no-wrap">
        <div className="campaign-acts">
          {mayChange && <CampaignActs view={view} />}
          {isDialling(view.state) && <StopDialling campaignId={campaignId} />}
        </div>
      </Table.Td>
    </Table.Tr>
  );
}

/** One that may dial, or may be told to at any moment. */
export const isDialling = (state: CampaignView['state']): boolean =>
  state === 'running' || state === 'paused';

export function CampaignState({ view }: { view: Pick<CampaignView, 'state' | 'stopped'> }) {
  const { t } = useTranslation();
  const { state, stopped } = view;
  return (
    <>
      <Badge color={stateColors[state]} data-testid="campaign-state">
        {t(`campaigns.state-${state}`)}
      </Badge>
      {stopped && state !== 'done' && (
        <Badge color="stop" variant="filled" ml={6} data-testid="campaign-stopped">
          {t('campaigns.stopped')}
        </Badge>
      )}
    </>
  );
}
