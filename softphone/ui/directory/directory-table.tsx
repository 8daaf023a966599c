import { ActionIcon, Badge, Button, Group, Table, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconUserPlus, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DirectoryEntryView } from '../../../server/contract/crm';
import { numberTarget } from '../../desk/hand-over-view';
import { NumberLink } from '../customer/number-link';
import { useCallView } from '../phone/use-call-view';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useCommand } from '../use-command';

interface DirectoryTableProps {
  readonly entries: readonly DirectoryEntryView[];
  /** null: somebody who looks things up and keeps nothing. */
  readonly edit: ((entry: DirectoryEntryView) => void) | null;
}

export function DirectoryTable({ entries, edit }: DirectoryTableProps) {
  const { t } = useTranslation();
  const codes = useCodes();
  if (entries.length === 0) return null;
  return (
    <Table verticalSpacing={5} horizontalSpacing={8} stickyHeader aria-label={t('directory.heading')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('directory.name')}</Table.Th>
          <Table.Th>{t('directory.number')}</Table.Th>
          <Table.Th>{t('directory.address')}</Table.Th>
          <Table.Th>
            <span className="for-screen-readers">{t('directory.actions')}</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Table.Tr key={entry.entryId} data-testid="directory-entry" data-number={entry.number}>
            <Table.Td>
              {entry.name}{' '}
              <Badge size="xs" color="gray">
                {codes.place(entry.category)}
              </Badge>
              {!entry.isListed && (
                <Badge size="xs" color="stop" ml={4}>
                  {t('directory.unlisted')}
                </Badge>
              )}
            </Table.Td>
            <Table.Td className="no-wrap">
              <NumberLink number={entry.number} customerId={null} />
            </Table.Td>
            <Table.Td c="dimmed">{entry.address}</Table.Td>
            <Table.Td>
              <Group gap={4} justify="flex-end" wrap="nowrap">
                {entry.isListed && <CallActions entry={entry} />}
                {edit && (
                  <ActionIcon
                    aria-label={t('directory.edit', { name: entry.name })}
                    onClick={() => edit(entry)}
                    data-testid="directory-edit"
                  >
                    <IconPencil size={16} />
                  </ActionIcon>
                )}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** While a caller waits for the number: the machine says it, or the agent rings it for him. */
function CallActions({ entry }: { entry: DirectoryEntryView }) {
  const { t } = useTranslation();
  const { api, actions } = useSoftphone();
  const view = useCallView();
  const call = view.name === 'talking' ? view.call : null;
  const speak = useCommand(async (callId: string) => {
    await api.reference.speakToCaller(callId, entry.number);
    notifications.show({
      color: 'go',
      message: t('directory.spoken', { name: entry.name }),
      closeButtonProps: { 'aria-label': t('app.close') },
    });
  });
  const consult = useCommand(actions.consult);
  if (!call) return null;
  return (
    <>
      {call.direction === 'inbound' && (
        <Tooltip label={t('directory.speakHint')}>
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconVolume size={14} />}
            loading={speak.pending}
            onClick={() => void speak.run(call.callId)}
            data-testid="directory-speak"
          >
            {t('directory.speak')}
          </Button>
        </Tooltip>
      )}
      <Tooltip label={t('directory.consult', { name: entry.name })}>
        <ActionIcon
          loading={consult.pending}
          aria-label={t('directory.consult', { name: entry.name })}
          onClick={() => void consult.run(numberTarget(entry.number))}
          data-testid="directory-consult"
        >
          <IconUserPlus size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
