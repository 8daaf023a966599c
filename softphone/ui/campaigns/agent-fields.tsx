import {
  ActionIcon,
  Button,
  Checkbox,
  Select,
  SimpleGrid,
  Table,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AgentMark } from '../../../server/contract/campaigns';
import { without } from '../../desk/campaign-draft';
import { NumberField } from '../queue-setup/fields';
import { useOrderNames } from '../work-orders/use-order-names';
import { errorAt } from './fault-sentence';
import type { PartProps } from './what-fields';

const languages = ['zh-CN', 'en-US'] as const;

/** What agents say, and what they can say has come of it. */
export function AgentFields({ draft }: PartProps) {
  const { t } = useTranslation();
  const { campaign, set } = draft;
  const { script } = campaign;
  return (
    <>
      {campaign.mode === 'preview' && (
        <SimpleGrid cols={{ base: 3, xl: 4 }} mb="xs">
          <NumberField
            label={t('campaignField.previewS')}
            value={campaign.previewS}
            least={5}
            most={600}
            unit={t('queueSetup.seconds')}
            empty={t('campaignForm.previewByAgent')}
            commit={(previewS) => set({ previewS })}
            testId="campaign-previewS"
          />
        </SimpleGrid>
      )}
      <SimpleGrid cols={2} spacing="sm">
        {languages.map((language) => (
          <Textarea
            key={language}
            size="xs"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={4000}
            label={t(`queueSetup.script-${language}`)}
            value={script[language] ?? ''}
            onChange={({ currentTarget: { value } }) => {
              set({ script: value === '' ? without(script, language) : { ...script, [language]: value } });
            }}
            data-testid={`campaign-script-${language}`}
          />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt={2}>
        {t('campaignForm.scriptHint')}
      </Text>
      <Marks draft={draft} />
    </>
  );
}

const NEW_MARK: AgentMark = { mark: '', label: {}, asksDate: false, closes: true, workOrder: null };
const MOST_MARKS = 20;

function Marks({ draft }: PartProps) {
  const { t } = useTranslation();
  const { marks } = draft.campaign;
  const { set } = draft;
  return (
    <>
      <h3 className="section-title">{t('campaignField.marks')}</h3>
      {marks.length > 0 && (
        <Table className="records campaign-marks" verticalSpacing={3} data-testid="campaign-marks">
          <Table.Thead>
            <Table.Tr>
              {(['mark', 'label-zh-CN', 'label-en-US', 'asksDate', 'closes', 'workOrder'] as const).map(
                (column) => (
                  <Table.Th key={column}>{t(`campaignForm.${column}`)}</Table.Th>
                ),
              )}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {marks.map((mark, nth) => (
              <MarkRow
                key={nth}
                mark={mark}
                error={errorAt(t, draft.faults, `marks.${nth}`)}
                change={(next) =>
                  set({ marks: marks.map((each, at) => (at === nth ? { ...each, ...next } : each)) })
                }
                remove={() => set({ marks: marks.filter((_, at) => at !== nth) })}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Button
        size="compact-xs"
        variant="light"
        mt={6}
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        disabled={marks.length >= MOST_MARKS}
        onClick={() => set({ marks: [...marks, NEW_MARK] })}
        data-testid="mark-add"
      >
        {t('campaignForm.addMark')}
      </Button>
    </>
  );
}

interface MarkRowProps {
  readonly mark: AgentMark;
  readonly error: string | null;
  readonly change: (next: Partial<AgentMark>) => void;
  readonly remove: () => void;
}

function MarkRow({ mark, error, change, remove }: MarkRowProps) {
  const { t } = useTranslation();
  const orders = useOrderNames();
  const { label } = mark;
  const named = (column: 'asksDate' | 'closes' | 'workOrder') =>
    `${t(`campaignForm.${column}`)} ${mark.mark}`;
  return (
    <Table.Tr data-testid="mark-row">
      <Table.Td>
        <TextInput
          size="xs"
          aria-label={t('campaignForm.mark')}
          placeholder="promised"
          maxLength={40}
          value={mark.mark}
          error={error}
          onChange={(event) => change({ mark: event.currentTarget.value })}
          data-testid="mark-id"
        />
      </Table.Td>
      {languages.map((language) => (
        <Table.Td key={language}>
          <TextInput
            size="xs"
            aria-label={t(`campaignForm.label-${language}`)}
            maxLength={60}
            value={label[language] ?? ''}
            onChange={({ currentTarget: { value } }) => {
              change({ label: value === '' ? without(label, language) : { ...label, [language]: value } });
            }}
          />
        </Table.Td>
      ))}
      {(['asksDate', 'closes'] as const).map((column) => (
        <Table.Td key={column}>
          <Checkbox
            aria-label={named(column)}
            checked={mark[column]}
            onChange={(event) => change({ [column]: event.currentTarget.checked })}
          />
        </Table.Td>
      ))}
      <Table.Td>
        <Select
          size="xs"
          clearable
          clearButtonProps={{ 'aria-label': t('campaignForm.noWorkOrder') }}
          aria-label={named('workOrder')}
          placeholder={t('campaignForm.noWorkOrder')}
          data={orders.types.map(({ id }) => ({ value: id, label: orders.type(id) }))}
          value={mark.workOrder}
          onChange={(workOrder) => change({ workOrder })}
        />
      </Table.Td>
      <Table.Td>
        <ActionIcon aria-label={t('queueSetup.removeNamed', { name: mark.mark })} onClick={remove}>
          <IconTrash size={15} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}
