import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../server/contract/campaigns';
import { SLUG } from '../queue-setup/fields';
import { Dialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useRoute } from '../use-route';
import { useLookAgain } from './use-campaigns';

interface CopyProps {
  readonly campaign: Campaign;
  readonly close: () => void;
}

/** Next month's campaign is last month's with another list. */
export function CopyDialog({ campaign, close }: CopyProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { go } = useRoute();
  const lookAgain = useLookAgain();
  const [name, setName] = useState(t('campaigns.copyOf', { name: campaign.name }).slice(0, 80));
  const [campaignId, setId] = useState(`${campaign.campaignId.slice(0, 37)}-2`);
  const copy = useCommand(async () => {
    await api.campaigns.copy(campaign.campaignId, { campaignId, name: name.trim() });
    await lookAgain();
  });
  const isReady = name.trim() !== '' && SLUG.test(campaignId) && campaignId !== campaign.campaignId;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    void copy.run().then((done) => {
      if (!done) return;
      close();
      go({ page: 'campaigns', campaignId });
    });
  };
  return (
    <Dialog title={t('campaigns.copy')} close={close} testId="copy-dialog">
      <form onSubmit={submit}>
        <Stack gap={12}>
          <Text size="sm">{t('campaigns.copyWhat')}</Text>
          <TextInput
            label={t('campaignField.name')}
            data-autofocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="copy-name"
          />
          <TextInput
            label={t('campaignField.campaignId')}
            description={t('campaignFault.slug')}
            maxLength={40}
            value={campaignId}
            onChange={(event) => setId(event.currentTarget.value)}
            data-testid="copy-id"
          />
          <Button type="submit" disabled={!isReady} loading={copy.pending} data-testid="copy-do">
            {t('campaigns.copy')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
