import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flowUrl } from '../../api-client/pack-api';
import { useCodes } from '../use-codes';

const scales = [25, 50, 75, 100, 150, 200, 400] as const;

/** The flow of a version as a picture; the arrow keys scroll it. */
export function PackFlow({ packId, version }: { packId: string; version: number }) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const [step, setStep] = useState(2);
  /** Of the picture as it was drawn; its letters can be read at about 75 %. */
  const [drawnWidth, setDrawnWidth] = useState<number | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const scale = scales[step] ?? 100;
  const zoom = (by: number): void => setStep(Math.min(Math.max(step + by, 0), scales.length - 1));
  return (
    <>
      <Group gap={6} mb={6}>
        <Text size="sm" fw={600}>
          {t('packs.version', { version })}
        </Text>
        <Tooltip label={t('packs.smaller')}>
          <ActionIcon aria-label={t('packs.smaller')} onClick={() => zoom(-1)} data-testid="flow-smaller">
            <IconZoomOut size={16} />
          </ActionIcon>
        </Tooltip>
        <Text size="xs" className="digits" role="status">
          {scale} %
        </Text>
        <Tooltip label={t('packs.larger')}>
          <ActionIcon aria-label={t('packs.larger')} onClick={() => zoom(1)}>
            <IconZoomIn size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {hasFailed && <Text role="alert">{t('packs.noPicture')}</Text>}
      {/* A picture larger than its frame must be scrollable by keyboard. */}
      <div className="flow" tabIndex={0} role="region" aria-label={t('packs.tab-flow')}>
        <img
          src={flowUrl(packId, version, language)}
          alt={t('packs.flowOf', { packId, version })}
          style={drawnWidth === null ? undefined : { width: (drawnWidth * scale) / 100 }}
          onLoad={(event) => setDrawnWidth(event.currentTarget.naturalWidth)}
          onError={() => setFailed(true)}
          data-testid="flow-picture"
        />
      </div>
    </>
  );
}
