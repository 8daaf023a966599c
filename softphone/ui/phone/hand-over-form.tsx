import { Button, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { canConsult, canTransfer, handOverRows, isNumber, type HandOverRow } from '../../desk/hand-over-view';
import { cleanDialString } from '../../desk/phone-number';
import { useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { HandOverList } from './hand-over-list';

const REFRESH_MS = 3000;
const SEARCH_AFTER_MS = 200;

/** One search over colleagues, queues, the directory and numbers: whom to ask, or to hand the caller to at once. */
export function HandOverForm() {
  const { t } = useTranslation();
  const { consult } = useUi();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState(0);
  const { ask, handOver, pending } = useHandOver();
  const rows = useRows(search);
  const at = Math.min(chosen, Math.max(rows.length - 1, 0));
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (event.key === 'Escape') consult.set(false);
    else if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, rows.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && row && !event.nativeEvent.isComposing)
      (event.ctrlKey ? handOver : ask)(row);
    else return;
    event.preventDefault();
  };
  return (
    <section className="consult" aria-label={t('handOver.open')}>
      <TextInput
        label={t('handOver.search')}
        description={t('handOver.keys')}
        leftSection={<IconSearch size={16} />}
        autoComplete="off"
        data-autofocus
        autoFocus
        role="combobox"
        aria-haspopup="grid"
        aria-expanded={rows.length > 0}
        aria-controls="hand-over-list"
        aria-activedescendant={rows[at] ? `hand-over-${rows[at].key}` : undefined}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        data-testid="consult-number"
      />
      <HandOverList rows={rows} chosen={at} pending={pending} ask={ask} handOver={handOver} />
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" mt={6} role="status" data-testid="hand-over-nobody">
          {t('handOver.nobody')}
        </Text>
      )}
      <Button variant="subtle" size="compact-sm" mt={4} onClick={() => consult.set(false)}>
        {t('login.cancel')}
      </Button>
    </section>
  );
}

function useRows(typed: string): readonly HandOverRow[] {
  const { api } = useSoftphone();
  const [search] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const targets = useQuery({
    queryKey: ['hand-over-targets', search],
    queryFn: () => api.consult.targets(search),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const directory = useQuery({
    queryKey: ['hand-over-directory', search],
    queryFn: () => api.reference.directory({ search, category: null, withUnlisted: false, page: 1 }),
    enabled: search.length > 1 && !isNumber(cleanDialString(search)),
    placeholderData: keepPreviousData,
  });
  return handOverRows(typed, targets.data, search.length > 1 ? (directory.data?.items ?? []) : []);
}

/** Two clicks are one: a transfer has its id since the form opened; asking runs once at a time, and asking again is another request. */
function useHandOver() {
  const { actions } = useSoftphone();
  const { consult } = useUi();
  const [requestId] = useState(() => crypto.randomUUID());
  const start = useCommand(actions.consult);
  const transfer = useCommand(actions.transfer);
  const shut = (done: boolean): void => {
    if (done) consult.set(false);
  };
  return {
    pending: start.pending || transfer.pending,
    ask: (row: HandOverRow): void => {
      if (!start.pending && canConsult(row)) void start.run(row.to).then(shut);
    },
    handOver: (row: HandOverRow): void => {
      if (canTransfer(row)) void transfer.run(requestId, row.to).then(shut);
    },
  };
}
