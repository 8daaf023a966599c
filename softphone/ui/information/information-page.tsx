import { Badge, Button, SegmentedControl, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconInfoSquareRounded, IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InformationItemView } from '../../../server/contract/crm';
import type { UserView } from '../../../server/contract/rest';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { InformationItem } from './information-item';

const ItemDialog = lazy(() =>
  import('./item-dialog').then(({ ItemDialog: component }) => ({ default: component })),
);

const classes = ['all', 'public', 'charged', 'confidential'] as const;

/** What callers choose by a category number: to be read to them, faxed, or put right. */
export function InformationPage({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [search, setSearch] = useState('');
  const [chosenClass, setClass] = useState<(typeof classes)[number]>('all');
  const [chosenId, choose] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [settled] = useDebouncedValue(search.trim(), 200);
  const { data, error } = useQuery({
    queryKey: ['information', settled, chosenClass],
    queryFn: () =>
      api.reference.information({ search: settled, class: chosenClass === 'all' ? null : chosenClass }),
    placeholderData: keepPreviousData,
  });
  const items = data?.items ?? [];
  const chosen = items.find(({ itemId }) => itemId === chosenId) ?? items[0];
  return (
    <>
      <section className="card customers" aria-label={t('information.list')}>
        <TextInput
          aria-label={t('information.search')}
          placeholder={t('information.search')}
          leftSection={<IconSearch size={16} />}
          autoFocus
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-testid="information-search"
        />
        <SegmentedControl
          fullWidth
          size="xs"
          mt={8}
          value={chosenClass}
          onChange={setClass}
          data={classes.map((each) => ({
            value: each,
            label: each === 'all' ? t('information.everyClass') : t(`information.class-${each}`),
          }))}
        />
        <Button
          size="xs"
          variant="light"
          mt={8}
          leftSection={<IconPlus size={16} />}
          onClick={() => setAdding(true)}
          data-testid="information-add"
        >
          {t('information.add')}
        </Button>
        {data?.total === 0 && (
          <Text size="xs" c="dimmed" mt={8} role="status">
            {t('information.empty')}
          </Text>
        )}
        {error && <Text role="alert">{errorSentence(t, error)}</Text>}
        <ItemList items={items} chosenId={chosen?.itemId ?? null} choose={choose} />
      </section>
      <main className="card customer" aria-label={t('information.heading')}>
        {chosen ? (
          <InformationItem key={chosen.itemId} item={chosen} keeps={user.role !== 'agent'} />
        ) : (
          <div className="empty">
            <IconInfoSquareRounded size={40} stroke={1.3} aria-hidden="true" />
            <Text c="dimmed">{t('information.choose')}</Text>
          </div>
        )}
      </main>
      <Suspense fallback={null}>
        {isAdding && <ItemDialog item={null} keeps={user.role !== 'agent'} close={() => setAdding(false)} />}
      </Suspense>
    </>
  );
}

function ItemList(props: {
  items: readonly InformationItemView[];
  chosenId: string | null;
  choose: (itemId: string) => void;
}) {
  const codes = useCodes();
  return (
    <ul className="plain-list customer-list">
      {props.items.map((item) => (
        <li key={item.itemId}>
          <UnstyledButton
            className="customer-row item-row"
            aria-current={item.itemId === props.chosenId ? 'true' : undefined}
            onClick={() => props.choose(item.itemId)}
            data-testid="information-item"
            data-category={item.category}
          >
            <span className="digits">{item.category}</span>
            <span className="grow">{item.titles[codes.language] ?? Object.values(item.titles)[0]}</span>
            {item.price > 0 && (
              <Badge size="sm" color="wait">
                {codes.money(item.price)}
              </Badge>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
