import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CentrePicture } from '../../../server/contract/wallboard';
import { groupsOf, type BoardFilter } from '../../desk/board-view';

interface FilterProps {
  readonly picture: CentrePicture;
  readonly filter: BoardFilter;
  readonly change: (change: Partial<BoardFilter>) => void;
}

/** Queues and a team of agents, by what is there. */
export function BoardFilterFields({ picture, filter, change }: FilterProps) {
  const { t } = useTranslation();
  const queues = picture.queues.map(({ queueId, name }) => ({ value: queueId, label: name }));
  const chosen = filter.queueIds.filter((id) => queues.some(({ value }) => value === id));
  return (
    <>
      <MultiSelect
        className="board-filter"
        size="xs"
        aria-label={t('board.filterQueues')}
        placeholder={chosen.length === 0 ? t('board.allQueues') : undefined}
        data={queues}
        value={chosen}
        onChange={(queueIds) => change({ queueIds })}
        searchable
        clearable
        data-testid="board-filter-queues"
      />
      <Select
        size="xs"
        aria-label={t('board.filterGroup')}
        placeholder={t('board.allGroups')}
        data={[...new Set([...groupsOf(picture), ...(filter.group === null ? [] : [filter.group])])]}
        value={filter.group}
        onChange={(group) => change({ group })}
        searchable
        clearable
        data-testid="board-filter-group"
      />
    </>
  );
}
