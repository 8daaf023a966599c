import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useShowOwn } from './own-campaigns';

interface PickContactProps {
  readonly campaignId: string;
  readonly name: string;
  readonly isFree: boolean;
}

/** The open contacts of a campaign, to choose one of them. */
export function PickContact({ campaignId, name, isFree }: PickContactProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const show = useShowOwn();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const [page, setPage] = useState(1);
  const found = useQuery({
    queryKey: ['own-campaigns', campaignId, search, page],
    queryFn: () => api.outboundOrders.pickable(campaignId, search, page),
  }).data;
  const pick = useCommand(async (contactId: string) => {
    await api.outboundOrders.pick(contactId).finally(show);
  });
  return (
    <div className="pick" data-testid="pick-contacts">
      <TextInput
        size="xs"
        label={name}
        placeholder={t('outboundOrder.search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPage(1);
        }}
        data-testid="pick-search"
      />
      <ul className="plain-list order-attempts">
        {found?.items.map((contact) => (
          <li key={contact.contactId}>
            {contact.name && <strong>{contact.name}</strong>}
            <span className="digits">{formatPhoneNumber(contact.number)}</span>
            {contact.lastResult && (
              <Text size="xs" c="dimmed">
                {t(`dialResult.${contact.lastResult}`)}
              </Text>
            )}
            <Button
              size="compact-sm"
              ml="auto"
              variant="light"
              disabled={!isFree || pick.pending}
              aria-label={t('outboundOrder.pickNamed', { name: contact.name || contact.number })}
              onClick={() => void pick.run(contact.contactId)}
              data-testid="pick-contact"
            >
              {t('outboundOrder.pick')}
            </Button>
          </li>
        ))}
      </ul>
      {found?.total === 0 && (
        <Text size="sm" c="dimmed">
          {t('outboundOrder.nobody')}
        </Text>
      )}
      {found && found.total > found.pageSize && (
        <Group gap={6}>
          <Button size="compact-sm" variant="default" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('outboundOrder.back')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={page * found.pageSize >= found.total}
            onClick={() => setPage(page + 1)}
          >
            {t('outboundOrder.more')}
          </Button>
        </Group>
      )}
    </div>
  );
}
