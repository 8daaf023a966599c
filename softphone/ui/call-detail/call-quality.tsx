import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../server/contract/rest';

/** How the agent's leg sounded; of several the worst. */
export function CallQuality({ quality }: { quality: CallDetail['quality'] }) {
  const { t } = useTranslation();
  if (quality === null) return null;
  const { mos, worstMos, lossPercent, jitterMs, roundTripMs, warnings } = quality;
  const grade = mos < 3 ? 'poor' : mos < 3.6 || warnings.length > 0 ? 'fair' : 'good';
  const trip =
    roundTripMs === null ? t('quality.unknown') : t('quality.milliseconds', { ms: Math.round(roundTripMs) });
  return (
    <>
      <h3 className="section-title">{t('quality.heading')}</h3>
      <Text size="sm" data-testid="call-quality">
        {t('quality.overall', {
          grade: t(`quality.${grade}`),
          mos: mos.toFixed(1),
          worst: worstMos.toFixed(1),
        })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('quality.lost', { loss: lossPercent.toFixed(1), jitter: Math.round(jitterMs), trip })}
      </Text>
      {warnings.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('quality.warned', {
            warnings: warnings.map((each) => t(`quality.warned-${each}`)).join(' · '),
          })}
        </Text>
      )}
    </>
  );
}
