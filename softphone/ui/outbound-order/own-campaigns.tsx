import { Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnCampaigns as Own } from '../../../server/contract/campaign-order';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { KeptContact } from './kept-contact';
import { PickContact } from './pick-contact';

const KEY = ['own-campaigns'];
const EVERY_MS = 15_000;

/** What an agent without a call can do for campaigns; null: nothing, or it is not known. */
export function useOwnCampaigns(): Own | null {
  const { api } = useSoftphone();
  const desk = useDesk();
  const isWithoutCall = desk !== null && desk.call === null;
  const own = useQuery({
    ...{ queryKey: KEY, queryFn: api.outboundOrders.own, refetchInterval: EVERY_MS },
    enabled: isWithoutCall,
  }).data;
  return isWithoutCall && own && own.campaigns.length > 0 ? own : null;
}

/** Campaigns whose contacts the agent calls himself: the next one, or one he picks. */
export function OwnCampaigns({ own }: { own: Own }) {
  const desk = useDesk();
  if (!desk) return null;
  const { presence, state, reachable } = desk.agent;
  const isFree = presence === 'ready' && state === 'idle' && reachable;
  return own.order ? (
    <KeptContact key={own.order.contactId} order={own.order} isFree={isFree} />
  ) : (
    <Choice campaigns={own.campaigns} isFree={isFree} />
  );
}

/** What was just kept or left is shown at once. */
export function useShowOwn(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: KEY });
}

function Choice({ campaigns, isFree }: { campaigns: Own['campaigns']; isFree: boolean }) {
  const { t } = useTranslation();
  const manual = campaigns.filter(({ mode }) => mode === 'manual');
  const previews = campaigns.filter(({ mode }) => mode === 'preview');
  return (
    <section
      className="card order-card"
      aria-label={t('outboundOrder.ownCampaigns')}
      data-testid="own-campaigns"
    >
      <h2 className="section-title section-title-first">{t('outboundOrder.ownCampaigns')}</h2>
      {!isFree && (
        <Text size="sm" c="dimmed">
          {t('outboundOrder.readyFirst')}
        </Text>
      )}
      {previews.length > 0 && <Next names={previews.map(({ name }) => name)} isFree={isFree} />}
      {manual.map(({ campaignId, name }) => (
        <PickContact key={campaignId} campaignId={campaignId} name={name} isFree={isFree} />
      ))}
    </section>
  );
}

function Next({ names, isFree }: { names: readonly string[]; isFree: boolean }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const show = useShowOwn();
  const [isNobody, setNobody] = useState(false);
  const next = useCommand(async () => {
    const { order } = await api.outboundOrders.next();
    setNobody(order === null);
    await show();
  });
  return (
    <Group gap={10}>
      <Button
        size="sm"
        loading={next.pending}
        disabled={!isFree}
        onClick={() => void next.run()}
        data-testid="next-contact"
      >
        {t('outboundOrder.next')}
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {isNobody ? t('outboundOrder.nobody') : names.join(' · ')}
      </Text>
    </Group>
  );
}
