import { Group, Select, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FRAGMENTS, ITEMS, soundOrigins, type SoundView } from '../../../server/contract/sounds';
import { errorSentence } from '../error-sentence';
import { Pages } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { PromptDialog, type PromptDeed } from './prompt-dialog';
import { PromptTable } from './prompt-table';

const pageSize = 50;

/** What callers hear, to be listened to and replaced. */
export function PromptsPage() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [filter, setFilter] = useState<Filter>({ pack: null, language: null, origin: null, search: '' });
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<{ sound: SoundView; deed: PromptDeed } | null>(null);
  const [search] = useDebouncedValue(filter.search.trim(), 250);
  const asked = { ...filter, search, page, pageSize };
  const { data, error } = useQuery({
    queryKey: ['sounds', asked],
    queryFn: () => api.sounds.list(asked),
    placeholderData: keepPreviousData,
  });
  return (
    <main className="card page records-page" aria-label={t('prompts.heading')}>
      <Title order={1} size="h3" mb="sm">
        {t('prompts.heading')}
      </Title>
      <Filters
        filter={filter}
        change={(next) => {
          setFilter(next);
          setPage(1);
        }}
      />
      {data && (
        <Text size="xs" c="dimmed" mt={8} role="status">
          {data.total === 0 ? t('prompts.empty') : t('prompts.total', { count: data.total })}
        </Text>
      )}
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      <div className="records-list">
        <PromptTable sounds={data?.items ?? []} open={(sound, deed) => setOpen({ sound, deed })} />
      </div>
      {data && <Pages total={data.total} pageSize={data.pageSize} page={page} onChange={setPage} />}
      {open && <PromptDialog {...open} close={() => setOpen(null)} />}
    </main>
  );
}

interface Filter {
  readonly pack: string | null;
  readonly language: string | null;
  readonly origin: string | null;
  readonly search: string;
}

function Filters({ filter, change }: { filter: Filter; change: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const packs = useQuery({ queryKey: ['packs'], queryFn: api.packs.list }).data ?? [];
  return (
    <Group gap={8}>
      <TextInput
        className="grow"
        aria-label={t('prompts.search')}
        placeholder={t('prompts.search')}
        leftSection={<IconSearch size={16} />}
        value={filter.search}
        onChange={(event) => change({ ...filter, search: event.currentTarget.value })}
        data-testid="prompt-search"
      />
      <Select
        w={170}
        aria-label={t('prompts.group')}
        placeholder={t('prompts.everyGroup')}
        clearable
        data={[
          ...packs.map(({ packId }) => ({ value: packId, label: packId })),
          ...([FRAGMENTS, ITEMS] as const).map((group) => ({
            value: group,
            label: t(`prompts.group-${group}`),
          })),
        ]}
        value={filter.pack}
        onChange={(pack) => change({ ...filter, pack })}
        data-testid="prompt-pack"
      />
      <Select
        w={130}
        aria-label={t('prompts.language')}
        placeholder={t('prompts.everyLanguage')}
        clearable
        data={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en-US', label: 'English' },
        ]}
        value={filter.language}
        onChange={(language) => change({ ...filter, language })}
        data-testid="prompt-language"
      />
      <Select
        w={140}
        aria-label={t('prompts.origin')}
        placeholder={t('prompts.everyOrigin')}
        clearable
        data={soundOrigins.map((origin) => ({ value: origin, label: t(`prompts.origin-${origin}`) }))}
        value={filter.origin}
        onChange={(origin) => change({ ...filter, origin })}
      />
    </Group>
  );
}
