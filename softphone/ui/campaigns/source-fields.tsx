import { Checkbox, Group, MultiSelect, Select, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { campaignSourceSchema, type CampaignSource } from '../../../server/contract/campaign-source';
import { billKindSchema } from '../../../server/contract/customer-data';
import { NumberField } from '../queue-setup/fields';
import { useOrderNames } from '../work-orders/use-order-names';
import { errorAt } from './fault-sentence';
import type { PartProps } from './what-fields';

type Of<Kind extends CampaignSource['kind']> = Extract<CampaignSource, { readonly kind: Kind }>;

const kinds = ['unpaid', 'closed-orders', 'open-returns'] as const;
const NOBODY = 'none';
const FEN = 100;

/** Whom it finds by itself, in bills and work orders, and how often it looks. */
export function SourceFields({ draft }: PartProps) {
  const { t } = useTranslation();
  const { campaign, set, faults } = draft;
  const { source } = campaign;
  const choose = (kind: string | null): void =>
    // With the contract's own defaults.
    set(
      kind === null || kind === NOBODY
        ? { source: null, promise: null }
        : { source: campaignSourceSchema.parse({ kind }), ...(kind !== 'unpaid' && { promise: null }) },
    );
  return (
    <>
      <SimpleGrid cols={{ base: 3, xl: 4 }} spacing="sm" verticalSpacing="xs">
        <Select
          size="xs"
          label={t('campaignField.source')}
          data={[NOBODY, ...kinds].map((value) => ({
            value,
            label: t(`campaignSource.${value as 'none'}`),
          }))}
          value={source?.kind ?? NOBODY}
          allowDeselect={false}
          error={errorAt(t, faults, 'source')}
          onChange={choose}
          data-testid="campaign-source"
        />
        {source !== null && (
          <NumberField
            label={t('campaignField.refreshMinutes')}
            value={campaign.refreshMinutes}
            least={1}
            most={1440}
            unit={t('campaignSource.minutes')}
            commit={(minutes) => set({ refreshMinutes: minutes ?? campaign.refreshMinutes })}
            testId="campaign-refreshMinutes"
          />
        )}
        {source?.kind === 'unpaid' && (
          <Unpaid source={source} change={(next) => set({ source: { ...source, ...next } })} />
        )}
        {(source?.kind === 'closed-orders' || source?.kind === 'open-returns') && (
          <OrderTypes types={source.types} change={(types) => set({ source: { ...source, types } })} />
        )}
        {source?.kind === 'closed-orders' && (
          <NumberField
            label={t('campaignSource.withinDays')}
            value={source.withinDays}
            least={1}
            most={90}
            unit={t('campaignSource.days')}
            commit={(days) => set({ source: { ...source, withinDays: days ?? source.withinDays } })}
            testId="campaign-withinDays"
          />
        )}
        {source?.kind === 'unpaid' && (
          <NumberField
            label={t('campaignField.promise')}
            value={campaign.promise?.againAfterDays ?? null}
            least={0}
            most={90}
            unit={t('campaignSource.daysLater')}
            empty={t('campaignSource.notAgain')}
            commit={(days) => set({ promise: days === null ? null : { againAfterDays: days } })}
            testId="campaign-promise"
          />
        )}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt={4}>
        {t(`campaignSource.what-${source?.kind ?? NOBODY}`)}
      </Text>
    </>
  );
}

interface UnpaidProps {
  readonly source: Of<'unpaid'>;
  readonly change: (next: Partial<Of<'unpaid'>>) => void;
}

function Unpaid({ source, change }: UnpaidProps) {
  const { t } = useTranslation();
  return (
    <>
      <NumberField
        label={t('campaignSource.dueFor')}
        value={source.days}
        least={0}
        most={3650}
        unit={t('campaignSource.days')}
        commit={(days) => change({ days: days ?? source.days })}
        testId="campaign-days"
      />
      <NumberField
        label={t('campaignSource.leastAmount')}
        value={source.leastAmount / FEN}
        least={0.01}
        most={10_000_000}
        step={0.01}
        commit={(amount) => change({ leastAmount: Math.round((amount ?? 0.01) * FEN) })}
        testId="campaign-leastAmount"
      />
      <Checkbox.Group
        label={t('campaignSource.bills')}
        size="xs"
        value={[...source.bills]}
        onChange={(bills) => {
          // None at all would find nobody.
          if (bills.length > 0)
            change({ bills: billKindSchema.options.filter((kind) => bills.includes(kind)) });
        }}
        data-testid="campaign-bills"
      >
        <Group gap="sm" mt={6}>
          {billKindSchema.options.map((kind) => (
            <Checkbox key={kind} size="xs" value={kind} label={t(`record.kind-${kind}`)} />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}

function OrderTypes({ types, change }: { types: readonly string[]; change: (types: string[]) => void }) {
  const { t } = useTranslation();
  const names = useOrderNames();
  return (
    <MultiSelect
      size="xs"
      searchable
      clearable
      label={t('campaignSource.types')}
      placeholder={types.length === 0 ? t('campaignSource.anyType') : ''}
      data={[...new Set([...names.types.map(({ id }) => id), ...types])].map((value) => ({
        value,
        label: names.type(value),
      }))}
      value={[...types]}
      onChange={change}
      data-testid="campaign-types"
    />
  );
}
