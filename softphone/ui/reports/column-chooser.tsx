import { Button, Checkbox, Popover, Text } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ColumnChooserProps {
  readonly columns: readonly { readonly name: string; readonly word: string }[];
  readonly shown: readonly string[];
  /** null: those everybody has. */
  readonly choose: (chosen: readonly string[] | null) => void;
}

/** Which columns a table shows. */
export function ColumnChooser({ columns, shown, choose }: ColumnChooserProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover position="bottom-end" width={340} opened={isOpen} onChange={setOpen} trapFocus returnFocus>
      <Popover.Target>
        <Button
          className="report-columns"
          size="xs"
          variant="default"
          leftSection={<IconColumns3 size={15} aria-hidden="true" />}
          onClick={() => setOpen(!isOpen)}
          data-testid="report-columns"
        >
          {t('reports.columns', { shown: shown.length, all: columns.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('reports.columnsShown')} data-testid="report-columns-choice">
        <Checkbox.Group label={t('reports.columnsShown')} value={[...shown]} onChange={choose}>
          <div className="column-choices">
            {columns.map(({ name, word }) => (
              <Checkbox key={name} size="sm" value={name} label={word} data-testid={`column-${name}`} />
            ))}
          </div>
        </Checkbox.Group>
        <Text size="xs" c="dimmed" my={8}>
          {t('reports.columnsFiles')}
        </Text>
        <Button size="xs" variant="default" onClick={() => choose(null)} data-testid="columns-usual">
          {t('reports.columnsUsual')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
