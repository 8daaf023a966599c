import { Badge, Tooltip } from '@mantine/core';
import { IconAntennaBars2, IconAntennaBars3, IconAntennaBars5 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QualityGrade } from '../../desk/call-quality';
import { useObservable, useSoftphone } from '../softphone-context';

const looks = {
  good: { color: 'go', Icon: IconAntennaBars5 },
  fair: { color: 'wait', Icon: IconAntennaBars3 },
  poor: { color: 'stop', Icon: IconAntennaBars2 },
} as const satisfies Record<QualityGrade, unknown>;

/** How the line sounds now; its figures when it is pointed at. */
export function QualitySign() {
  const { t } = useTranslation();
  const quality = useObservable(useSoftphone().quality.now);
  if (!quality) return null;
  const { color, Icon } = looks[quality.grade];
  const { mos, lossPercent, jitterMs, roundTripMs } = quality.latest;
  const facts = t('quality.facts', {
    mos: mos.toFixed(1),
    loss: lossPercent.toFixed(1),
    jitter: Math.round(jitterMs),
    trip: roundTripMs === null ? '–' : Math.round(roundTripMs),
  });
  return (
    <Tooltip label={facts}>
      <Badge
        color={color}
        leftSection={<Icon size={14} />}
        tabIndex={0}
        data-testid="quality"
        data-grade={quality.grade}
      >
        {t(`quality.${quality.grade}`)}
      </Badge>
    </Tooltip>
  );
}
