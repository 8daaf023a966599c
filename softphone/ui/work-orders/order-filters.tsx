import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { orderStates } from '../../desk/work-order-view';
import { useOrderNames } from './use-order-names';

export interface Filters {
  readonly typed: string;
  /** null: any. */
  readonly state: string | null;
  readonly type: string | null;
  readonly due: string | null;
  readonly assignee: string | null;
}

export const noFilters: Filters = { typed: '', state: 'live', type: null, due: null, assignee: null };

interface OrderFiltersProps {
  readonly filters: Filters;
  readonly change: (filters: Filters) => void;
  /** In one's own list the assignee is known. */
  readonly isMine: boolean;
}

export function OrderFilters({ filters, change, isMine }: OrderFiltersProps) {
  const { t } = useTranslation();
  const names = useOrderNames();
  const choice = (name: 'state' | 'type' | 'due' | 'assignee', label: string) => ({
    'aria-label': label,
    size: 'xs',
    clearable: true,
    value: filters[name],
    onChange: (value: string | null) => change({ ...filters, [name]: value }),
    'data-testid': `orders-filter-${name}`,
  });
  return (
    <div className="filters">
      <TextInput
        size="xs"
        className="filters-search"
        aria-label={t('orders.search')}
        placeholder={t('orders.search')}
        leftSection={<IconSearch size={14} />}
        value={filters.typed}
        onChange={(event) => change({ ...filters, typed: event.currentTarget.value })}
        data-testid="orders-search"
      />
      <Select
        {...choice('state', t('orders.state'))}
        placeholder={t('orders.anyState')}
        data={[
          { value: 'live', label: t('orders.live') },
          ...orderStates.map((state) => ({ value: state, label: t(`orderState.${state}`) })),
        ]}
      />
      <Select
        {...choice('type', t('orders.type'))}
        placeholder={t('orders.anyType')}
        searchable
        data={[...new Set(names.types.map(({ id }) => id))].map((id) => ({
          value: id,
          label: names.type(id),
        }))}
      />
      <Select
        {...choice('due', t('orders.due'))}
        placeholder={t('orders.anyDue')}
        data={(['soon', 'overdue'] as const).map((due) => ({ value: due, label: t(`orders.due-${due}`) }))}
      />
      {!isMine && (
        <Select
          {...choice('assignee', t('orders.assignee'))}
          placeholder={t('orders.anyAssignee')}
          data={[
            { value: 'none', label: t('orders.nobody') },
            { value: 'me', label: t('orders.me') },
          ]}
        />
      )}
    </div>
  );
}
