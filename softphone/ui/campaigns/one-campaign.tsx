import { Anchor, Center, Loader, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { hashOf } from '../use-route';
import { CampaignActs } from './campaign-acts';
import { CampaignEditor } from './campaign-editor';
import { CampaignState, isDialling } from './campaign-list';
import { Contacts } from './contacts';
import { Monitor } from './monitor';
import { ProgressBar } from './progress-bar';
import { StopDialling } from './stop-dialling';
import { LIVE_MS } from './use-campaigns';

interface OneCampaignProps {
  readonly campaignId: string;
  readonly mayChange: boolean;
}

const tabs = ['monitor', 'contacts', 'setup'] as const;

/** A campaign: what it does, whom it calls, and how it is set up. */
export function OneCampaign({ campaignId, mayChange }: OneCampaignProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data, error } = useQuery({
    queryKey: ['campaigns', 'one', campaignId],
    queryFn: () => api.campaigns.get(campaignId),
    refetchInterval: LIVE_MS,
  });
  const back = (
    <div className="campaigns-back">
      <Anchor href={hashOf({ page: 'campaigns', campaignId: null })} size="sm" data-testid="campaign-back">
        {t('campaigns.back')}
      </Anchor>
      <div className="grow" />
      <StopDialling campaignId={null} />
    </div>
  );
  if (error)
    return (
      <>
        {back}
        <Text role="alert">{errorSentence(t, error)}</Text>
      </>
    );
  if (!data)
    return (
      <Center p="md" role="status">
        <Loader size="sm" />
      </Center>
    );
  return (
    <>
      {back}
      <div className="campaigns-head" data-testid="one-campaign" data-state={data.state}>
        <Title order={1} size="h3">
          {data.campaign.name}
        </Title>
        <CampaignState view={data} />
        <Text size="sm" c="dimmed">
          {t(`campaigns.mode-${data.campaign.mode}`)} · {campaignId}
        </Text>
        <div className="grow" />
        {mayChange && <CampaignActs view={data} />}
        {isDialling(data.state) && <StopDialling campaignId={campaignId} isLarge />}
      </div>
      <ProgressBar progress={data.progress} isThick />
      <Tabs defaultValue="monitor" className="page-tabs" keepMounted={false} mt="xs">
        <Tabs.List mb="sm">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab} data-testid={`campaign-tab-${tab}`}>
              {t(`campaigns.tab-${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="monitor" className="page-scroll" tabIndex={0}>
          <Monitor view={data} />
        </Tabs.Panel>
        <Tabs.Panel value="contacts" className="page-scroll">
          <Contacts view={data} mayChange={mayChange} />
        </Tabs.Panel>
        <Tabs.Panel value="setup" className="page-scroll">
          <CampaignEditor view={data} mayChange={mayChange} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
