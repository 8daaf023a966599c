import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconPaperclip, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '../../../server/contract/tickets';
import { attachmentUrl } from '../../api-client/work-order-api';
import { formatBytes } from '../../desk/work-order-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

const accepted = 'application/pdf,image/png,image/jpeg,image/tiff,text/plain,audio/wav';

export function OrderAttachments({ order }: { order: OrderDetail }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const attach = useCommand(async (file: File) => {
    await api.orders.attach(order.orderId, file);
    await queries.invalidateQueries({ queryKey: ['order', order.orderId] });
    void queries.invalidateQueries({ queryKey: ['order-audit', order.orderId] });
  });
  const isOver = order.state === 'closed' || order.state === 'cancelled';
  if (isOver && order.attachments.length === 0) return null;
  return (
    <>
      <Group justify="space-between" mt={16} mb={4}>
        <h3 className="section-title section-title-first">{t('order.attachments')}</h3>
        {!isOver && (
          <FileButton accept={accepted} onChange={(file) => file && void attach.run(file)}>
            {(button) => (
              <Button
                {...button}
                size="compact-xs"
                variant="subtle"
                leftSection={<IconUpload size={14} />}
                loading={attach.pending}
                title={t('order.attachHint')}
                data-testid="attach"
              >
                {t('order.attach')}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      {order.attachments.length === 0 ? (
        <Text size="xs" c="dimmed">
          {t('order.noAttachments')}
        </Text>
      ) : (
        <ul className="plain-list attachments">
          {order.attachments.map(({ attachmentId, name, bytes }) => (
            <li key={attachmentId}>
              <IconPaperclip size={14} aria-hidden="true" />
              <a
                className="number-link"
                href={attachmentUrl(order.orderId, attachmentId)}
                download={name}
                aria-label={t('order.download', { name })}
                data-testid="attachment"
              >
                {name}
              </a>
              <span className="cell-quiet digits">{formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
