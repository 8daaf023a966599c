import { Button, Tabs, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import { useRoute } from '../use-route';
import { CampaignEditor } from './campaign-editor';
import { CampaignList } from './campaign-list';
import { DoNotCallList } from './do-not-call';
import { Explain } from './explain';
import { OneCampaign } from './one-campaign';
import { AllStopped, StopDialling } from './stop-dialling';
import '../share-bars.css';
import './campaigns.css';

interface CampaignsPageProps {
  readonly user: UserView;
  /** null: all of them. */
  readonly campaignId: string | null;
}

/** Whom the centre calls by itself: campaigns, why a number was called, and whom nobody calls. */
export function CampaignsPage({ user, campaignId }: CampaignsPageProps) {
  const { t } = useTranslation();
  const mayChange = user.role === 'admin';
  return (
    <main className="card page" aria-label={t('campaigns.heading')} data-testid="campaigns-page">
      <AllStopped />
      {campaignId === null ? (
        <Overview mayChange={mayChange} />
      ) : (
        <OneCampaign key={campaignId} campaignId={campaignId} mayChange={mayChange} />
      )}
    </main>
  );
}

const tabs = ['list', 'explain', 'doNotCall'] as const;

function Overview({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation();
  const { go } = useRoute();
  const [isNew, setNew] = useState(false);
  if (isNew)
    return (
      <CampaignEditor
        view={null}
        mayChange
        saved={({ campaign }) => go({ page: 'campaigns', campaignId: campaign.campaignId })}
        cancel={() => setNew(false)}
      />
    );
  return (
    <>
      <div className="campaigns-head">
        <Title order={1} size="h3">
          {t('campaigns.heading')}
        </Title>
        <div className="grow" />
        {mayChange && (
          <Button
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setNew(true)}
            data-testid="campaign-new"
          >
            {t('campaigns.new')}
          </Button>
        )}
        <StopDialling campaignId={null} isLarge />
      </div>
      <Tabs defaultValue="list" className="page-tabs" keepMounted={false}>
        <Tabs.List mb="sm">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab} data-testid={`campaigns-tab-${tab}`}>
              {t(`campaigns.tab-${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="list" className="page-scroll">
          <CampaignList mayChange={mayChange} />
        </Tabs.Panel>
        <Tabs.Panel value="explain" className="page-scroll">
          <Explain />
        </Tabs.Panel>
        <Tabs.Panel value="doNotCall" className="page-scroll">
          <DoNotCallList mayChange={mayChange} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
