import { Button, Text } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../../server/contract/notices';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';

/** What supervisors have told the agent, until he has read it. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useDesk()?.notices ?? [];
  if (notices.length === 0) return null;
  return (
    <section className="notices" aria-label={t('notices.label')} data-testid="notices">
      {notices.map((notice) => (
        <NoticeBanner key={notice.noticeId} notice={notice} />
      ))}
    </section>
  );
}

function NoticeBanner({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { date } = useDisplay();
  const read = useCommand(() => api.team.readNotice(notice.noticeId));
  return (
    <div className="banner banner-told" role="status" data-testid="notice" data-kind={notice.kind}>
      <IconMessageCircle size={20} aria-hidden="true" />
      <Text className="digits" size="sm" c="dimmed">
        {date(new Date(notice.sentAt).toISOString())}
      </Text>
      <Text fw={500} className="notice-text">
        <Words notice={notice} />
      </Text>
      <Button
        size="sm"
        variant="default"
        loading={read.pending}
        onClick={() => void read.run()}
        data-testid="notice-read"
      >
        {t('notices.read')}
      </Button>
    </div>
  );
}

function Words({ notice: { kind, from, text, presence } }: { notice: Notice }) {
  const { t } = useTranslation();
  switch (kind) {
    case 'message':
      return t('notices.message', { from, text });
    case 'presence':
      return t(`notices.presence-${presence ?? 'break'}`, { from });
    case 'logs-out':
      return t('notices.logs-out', { from });
    case 'taken-over':
      return t('notices.taken-over', { from });
  }
}
