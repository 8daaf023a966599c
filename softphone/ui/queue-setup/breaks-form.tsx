import { ActionIcon, Checkbox, Table, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueConfig } from '../../../server/contract/queue-config';
import { AddForm, NumberField, SLUG, TextField } from './fields';
import type { QueueDraft } from './use-queue-draft';

interface BreaksProps {
  readonly config: QueueConfig;
  readonly edit: QueueDraft['edit'];
}

const columns = ['breakReason', 'nameZh', 'nameEn', 'maxMinutes', 'atMost', 'productive'] as const;

type Reason = QueueConfig['breakReasons'][string];

/** Reasons for a break: their names, how long each may be, and how many may be on it at once. */
export function BreaksForm({ config, edit }: BreaksProps) {
  const { t } = useTranslation();
  const [id, setId] = useState('');
  const reasons = Object.entries(config.breakReasons);
  return (
    <div data-testid="breaks-form">
      {reasons.length === 0 ? (
        <Text c="dimmed">{t('queueSetup.noBreaks')}</Text>
      ) : (
        <Table verticalSpacing={4} horizontalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((word) => (
                <Table.Th key={word}>{t(`queueSetup.${word}`)}</Table.Th>
              ))}
              <Table.Th>
                <span className="for-screen-readers">{t('queueSetup.remove')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reasons.map(([reasonId, reason]) => (
              <ReasonRow key={reasonId} reasonId={reasonId} reason={reason} edit={edit} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <AddForm
        button={t('queueSetup.add')}
        isReady={SLUG.test(id) && config.breakReasons[id] === undefined}
        add={() => {
          edit({ path: ['breakReasons', id], value: { names: { 'zh-CN': id, 'en-US': id } } });
          setId('');
        }}
        testId="break-add"
      >
        <TextInput
          size="xs"
          w={160}
          label={t('queueSetup.addBreak')}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          data-testid="break-add-id"
        />
      </AddForm>
    </div>
  );
}

function ReasonRow(props: {
  readonly reasonId: string;
  readonly reason: Reason;
  readonly edit: QueueDraft['edit'];
}) {
  const { t } = useTranslation();
  const { reasonId, reason, edit } = props;
  const set = (key: string, value: unknown): void => edit({ path: ['breakReasons', reasonId, key], value });
  const of = (word: string): string => `${reasonId}: ${word}`;
  return (
    <Table.Tr data-testid="break-reason" data-reason={reasonId}>
      <Table.Th scope="row">{reasonId}</Table.Th>
      {(['zh-CN', 'en-US'] as const).map((language) => (
        <Table.Td key={language}>
          <TextField
            label={of(t(language === 'zh-CN' ? 'queueSetup.nameZh' : 'queueSetup.nameEn'))}
            hidesLabel
            value={reason.names[language]}
            fault={(name) => (name.trim() === '' ? t('errors.validation-failed') : null)}
            commit={(name) => set('names', { ...reason.names, [language]: name.trim() })}
            testId={`break-${reasonId}-${language}`}
          />
        </Table.Td>
      ))}
      <Table.Td>
        <NumberField
          label={of(t('queueSetup.maxMinutes'))}
          hidesLabel
          value={reason.maxMinutes}
          least={1}
          most={1440}
          unit={t('queueSetup.minutes')}
          empty={t('queueSetup.noLimit')}
          commit={(value) => set('maxMinutes', value ?? undefined)}
          testId={`break-${reasonId}-maxMinutes`}
        />
      </Table.Td>
      <Table.Td>
        <NumberField
          label={of(t('queueSetup.atMost'))}
          hidesLabel
          value={reason.atMost}
          least={1}
          most={10_000}
          empty={t('queueSetup.noLimit')}
          commit={(value) => set('atMost', value ?? undefined)}
          testId={`break-${reasonId}-atMost`}
        />
      </Table.Td>
      <Table.Td>
        <Checkbox
          size="xs"
          aria-label={of(t('queueSetup.productive'))}
          checked={reason.productive}
          onChange={(event) => set('productive', event.currentTarget.checked)}
          data-testid={`break-${reasonId}-productive`}
        />
      </Table.Td>
      <Table.Td>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('queueSetup.removeNamed', { name: reasonId })}
          onClick={() => edit({ path: ['breakReasons', reasonId], value: undefined })}
          data-testid={`break-${reasonId}-remove`}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  );
}
