import { Badge, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowBackUp, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeView } from '../../../server/contract/maintenance';
import { maintenanceZhCN as words } from '../../i18n/maintenance.zh-cn';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';
import { FieldChanges, useChangeWords } from './field-changes';
import { UndoDialog } from './undo-dialog';

const kindColors = { created: 'go', changed: 'brand', removed: 'stop' } as const;
const entities = Object.keys(words.changedEntity) as ChangeView['entity'][];

export function ChangeHistory() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const changeWords = useChangeWords();
  const [typed, setTyped] = useState({ entity: null as string | null, who: '', search: '' });
  const [undone, setUndone] = useState<ChangeView | null>(null);
  const [asked] = useDebouncedValue(typed, 250);
  return (
    <>
      <Group gap={8} mb="xs">
        <TextInput
          className="grow"
          aria-label={t('maintenance.search')}
          placeholder={t('maintenance.search')}
          leftSection={<IconSearch size={16} />}
          value={typed.search}
          onChange={(event) => setTyped({ ...typed, search: event.currentTarget.value })}
          data-testid="change-search"
        />
        <TextInput
          w={130}
          aria-label={t('maintenance.who')}
          placeholder={t('maintenance.who')}
          value={typed.who}
          onChange={(event) => setTyped({ ...typed, who: event.currentTarget.value })}
        />
        <Select
          w={180}
          aria-label={t('maintenance.entity')}
          placeholder={t('maintenance.everyEntity')}
          clearable
          data={entities.map((entity) => ({ value: entity, label: changeWords.entity(entity) }))}
          value={typed.entity}
          onChange={(entity) => setTyped({ ...typed, entity })}
        />
      </Group>
      <PagedList
        key={JSON.stringify(asked)}
        queryKey={['changes', asked]}
        load={(paging) => api.maintenance.changes(asked, paging)}
        pageSize={30}
        empty={t('maintenance.noChanges')}
      >
        {(changes) => (
          <ul className="plain-list" aria-label={t('maintenance.tab-history')}>
            {changes.map((change) => (
              <Change key={change.changeId} change={change} undo={setUndone} />
            ))}
          </ul>
        )}
      </PagedList>
      {undone && (
        <UndoDialog
          title={t('maintenance.undoHeading', { changeId: undone.changeId })}
          act={(why) => api.maintenance.undo(undone.changeId, why)}
          close={() => setUndone(null)}
        />
      )}
    </>
  );
}

function Change({ change, undo }: { change: ChangeView; undo: (change: ChangeView) => void }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const changeWords = useChangeWords();
  return (
    <li className="note" data-testid="change" data-change-id={change.changeId}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className="grow">
          <Group gap={8}>
            <Badge color={kindColors[change.kind]}>{t(`maintenance.kind-${change.kind}`)}</Badge>
            <Text size="sm" fw={600}>
              {changeWords.entity(change.entity)}
            </Text>
            <Text size="xs" c="dimmed">
              {change.who} · {display.date(change.at)}
            </Text>
            {change.importId !== null && <Badge color="gray">{t('maintenance.imported')}</Badge>}
            {change.undoneBy !== null && <Badge color="gray">{t('maintenance.undone')}</Badge>}
          </Group>
          {(change.why !== '' || change.undoes !== null) && (
            <Text size="sm" mt={2}>
              {change.why}
              {change.undoes !== null && ` (${t('maintenance.isUndo', { changeId: change.undoes })})`}
            </Text>
          )}
          <FieldChanges fields={change.fields} />
        </div>
        {change.undoneBy === null && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            onClick={() => undo(change)}
            data-testid="change-undo"
          >
            {t('maintenance.undo')}
          </Button>
        )}
      </Group>
    </li>
  );
}
