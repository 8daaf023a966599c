import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignProgress } from '../../../server/contract/campaigns';
import { partsOf } from '../../desk/campaign-view';

/** How far a list is: reached, done without, on the telephone, to be called still. */
export function ProgressBar({
  progress,
  isThick = false,
}: {
  progress: CampaignProgress;
  isThick?: boolean;
}) {
  const { t } = useTranslation();
  const { contacts, reached, open, done, attempts } = progress;
  if (contacts === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('campaigns.noList')}
      </Text>
    );
  const words = t('campaigns.progressIs', { contacts, reached, open, done, attempts });
  return (
    <div data-testid="campaign-progress" data-done={done} data-contacts={contacts}>
      <div className="campaign-bar" data-thick={isThick} role="img" aria-label={words}>
        {partsOf(progress).map(({ part, share }) => (
          <span key={part} data-part={part} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <Text size="xs" c="dimmed" mt={3} className="digits" aria-hidden="true">
        {words}
      </Text>
    </div>
  );
}
