import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { shortcutKeys } from '../use-shortcuts';
import { useObservable, useUi } from '../softphone-context';

export function ShortcutsHelp() {
  const { t } = useTranslation();
  const { shortcuts } = useUi();
  return (
    <Modal
      opened={useObservable(shortcuts)}
      onClose={() => shortcuts.set(false)}
      title={t('keys.heading')}
      centered
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {shortcutKeys.map(({ name, keys }) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`keys.${name}`)}</Table.Td>
              <Table.Td ta="right">
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && ' + '}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
