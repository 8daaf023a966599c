import { Button, Group, Switch, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryEntryView } from '../../../server/contract/crm';
import type { UserView } from '../../../server/contract/rest';
import { errorSentence } from '../error-sentence';
import { Pages } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { CategorySelect } from './category-select';
import { Colleagues } from './colleagues';
import { DirectoryTable } from './directory-table';
import { EntryDialog } from './entry-dialog';

/** Directory enquiries (114): search while the caller waits, and let the machine say the number. */
export function DirectoryPage({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const keeps = user.role !== 'agent';
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [withUnlisted, setWithUnlisted] = useState(false);
  const [page, setPage] = useState(1);
  const [edited, setEdited] = useState<DirectoryEntryView | 'new' | null>(null);
  const [settled] = useDebouncedValue(search.trim(), 200);
  const { data, error } = useQuery({
    queryKey: ['directory', settled, category, withUnlisted, page],
    queryFn: () => api.reference.directory({ search: settled, category, withUnlisted, page }),
    placeholderData: keepPreviousData,
  });
  const from =
    <Args extends unknown[]>(set: (...args: Args) => void) =>
    (...args: Args) => {
      set(...args);
      setPage(1);
    };
  return (
    <main className="card page records-page" aria-label={t('directory.heading')}>
      <Group justify="space-between" mb="sm">
        <Title order={1} size="h3">
          {t('directory.heading')}
        </Title>
        {keeps && (
          <Button
            size="xs"
            leftSection={<IconPlus size={16} />}
            onClick={() => setEdited('new')}
            data-testid="directory-add"
          >
            {t('directory.add')}
          </Button>
        )}
      </Group>
      <Group gap={8}>
        <TextInput
          className="grow"
          aria-label={t('directory.search')}
          placeholder={t('directory.search')}
          leftSection={<IconSearch size={16} />}
          autoFocus
          value={search}
          onChange={(event) => from(setSearch)(event.currentTarget.value)}
          data-testid="directory-search"
        />
        <CategorySelect value={category} onChange={from(setCategory)} />
        {keeps && (
          <Switch
            size="xs"
            label={t('directory.withUnlisted')}
            checked={withUnlisted}
            onChange={(event) => from(setWithUnlisted)(event.currentTarget.checked)}
          />
        )}
      </Group>
      {user.agentId !== null && page === 1 && category === null && <Colleagues search={settled} />}
      {data && (
        <Text size="xs" c="dimmed" mt={8} role="status" data-testid="directory-total">
          {data.total === 0
            ? t('directory.empty')
            : data.isTotalCapped
              ? t('directory.moreThan', { count: data.total })
              : t('directory.total', { count: data.total })}
        </Text>
      )}
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      <div className="records-list">
        <DirectoryTable entries={data?.items ?? []} edit={keeps ? setEdited : null} />
      </div>
      {data && <Pages total={data.total} pageSize={data.pageSize} page={page} onChange={setPage} />}
      {edited !== null && (
        <EntryDialog entry={edited === 'new' ? null : edited} close={() => setEdited(null)} />
      )}
    </main>
  );
}
