import { Alert, Button, Group } from '@mantine/core';
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDialling, useLookAgain } from './use-campaigns';

interface StopProps {
  /** null: every campaign. */
  readonly campaignId: string | null;
  readonly isLarge?: boolean;
}

/** The first click does nothing yet; it counts for so long. */
const ARMED_MS = 5000;

/** Emergency stop in two clicks, without a dialog that would have to be found first. Resuming is a matter of its own. */
export function StopDialling({ campaignId, isLarge = false }: StopProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const dialling = useDialling();
  const lookAgain = useLookAgain();
  const [isArmed, arm] = useState(false);
  const stop = useCommand(async () => {
    await api.campaigns.stop(campaignId);
    await lookAgain();
  });
  useEffect(() => {
    if (!isArmed) return;
    const timer = setTimeout(() => arm(false), ARMED_MS);
    return () => clearTimeout(timer);
  }, [isArmed]);
  if (dialling === undefined) return null;
  const isStopped = campaignId === null ? dialling.allStopped : dialling.campaigns.includes(campaignId);
  if (isStopped) return campaignId === null ? null : <Resume campaignId={campaignId} />;
  const press = (): void => {
    if (!isArmed) return arm(true);
    arm(false);
    void stop.run();
  };
  const whose = campaignId === null ? 'all' : 'one';
  return (
    <Button
      size={isLarge ? 'sm' : 'compact-xs'}
      color="stop"
      variant={isLarge || isArmed ? 'filled' : 'light'}
      className={isArmed ? 'stop-armed' : ''}
      leftSection={<IconHandStop size={isLarge ? 18 : 14} aria-hidden="true" />}
      loading={stop.pending}
      onClick={press}
      onBlur={() => arm(false)}
      data-testid={`stop-${campaignId ?? 'all'}`}
      data-armed={isArmed}
    >
      <span aria-live="polite">{t(isArmed ? 'campaigns.stopAgain' : `campaigns.stop-${whose}`)}</span>
    </Button>
  );
}

function Resume({ campaignId }: Pick<StopProps, 'campaignId'>) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const lookAgain = useLookAgain();
  const [isAsked, ask] = useState(false);
  const whose = campaignId === null ? 'all' : 'one';
  return (
    <>
      <Button
        size={campaignId === null ? 'xs' : 'compact-xs'}
        variant="default"
        leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
        onClick={() => ask(true)}
        data-testid={`resume-${campaignId ?? 'all'}`}
      >
        {t('campaigns.resume')}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={t('campaigns.resume')}
          question={t(`campaigns.resumeWhat-${whose}`)}
          button={t('campaigns.resume')}
          act={async () => {
            await api.campaigns.resume(campaignId);
            await lookAgain();
          }}
          close={() => ask(false)}
        />
      )}
    </>
  );
}

/** While everything is stopped, every page of campaigns says so. */
export function AllStopped() {
  const { t } = useTranslation();
  if (useDialling()?.allStopped !== true) return null;
  return (
    <Alert color="stop" variant="filled" className="all-stopped" data-testid="all-stopped" p="xs" mb="sm">
      <Group gap="sm" wrap="nowrap">
        <IconHandStop size={22} aria-hidden="true" />
        <strong className="grow">{t('campaigns.allStopped')}</strong>
        <Resume campaignId={null} />
      </Group>
    </Alert>
  );
}
