import { ActionIcon, Badge, Group, Table, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconRestore, IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { SoundView } from '../../../server/contract/sounds';
import { soundUrl } from '../../api-client/sound-api';
import { useDisplay } from '../use-display';
import type { PromptDeed } from './prompt-dialog';

const originColors = { made: 'gray', recorded: 'go', rendered: 'brand', missing: 'stop' } as const;

export const soundKey = ({ language, group, name }: SoundView): string => `${language}/${group}/${name}`;

interface PromptTableProps {
  readonly sounds: readonly SoundView[];
  readonly open: (sound: SoundView, deed: PromptDeed) => void;
}

export function PromptTable({ sounds, open }: PromptTableProps) {
  const { t } = useTranslation();
  const player = usePlayer();
  if (sounds.length === 0) return null;
  return (
    <Table verticalSpacing={4} horizontalSpacing={8} stickyHeader aria-label={t('prompts.heading')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>
            <span className="for-screen-readers">{t('directory.actions')}</span>
          </Table.Th>
          <Table.Th>{t('prompts.name')}</Table.Th>
          <Table.Th>{t('prompts.text')}</Table.Th>
          <Table.Th ta="right">{t('prompts.duration')}</Table.Th>
          <Table.Th>{t('prompts.origin')}</Table.Th>
          <Table.Th>
            <span className="for-screen-readers">{t('directory.actions')}</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sounds.map((sound) => (
          <PromptRow key={soundKey(sound)} sound={sound} open={open} player={player} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

type Player = ReturnType<typeof usePlayer>;

function PromptRow(props: { sound: SoundView; open: PromptTableProps['open']; player: Player }) {
  const { sound, open, player } = props;
  const { t } = useTranslation();
  const display = useDisplay();
  const label = `${sound.group}/${sound.name} ${sound.language}`;
  const isPlaying = player.playing === soundKey(sound);
  return (
    <Table.Tr data-testid="prompt" data-sound={soundKey(sound)} data-origin={sound.origin}>
      <Table.Td>
        {sound.origin !== 'missing' && (
          <ActionIcon
            variant="light"
            color="brand"
            aria-label={isPlaying ? t('prompts.stop', { name: label }) : t('prompts.play', { name: label })}
            onClick={() => player.toggle(sound)}
            data-testid="prompt-play"
            data-state={isPlaying ? 'playing' : 'silent'}
          >
            {isPlaying ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />}
          </ActionIcon>
        )}
      </Table.Td>
      <Table.Td className="no-wrap digits">
        {sound.group}/{sound.name}
        <Text size="xs" c="dimmed">
          {sound.language === 'zh-CN' ? '中文' : 'English'}
        </Text>
      </Table.Td>
      <Table.Td>
        {sound.text}
        {sound.changedAt !== null && (
          <Text size="xs" c="dimmed">
            {t('prompts.changedBy', { who: sound.changedBy ?? '–', when: display.date(sound.changedAt) })}
            {sound.reason !== null && sound.reason !== '' && ` · ${sound.reason}`}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="no-wrap digits" ta="right">
        {sound.durationMs === null ? '–' : t('prompts.seconds', { seconds: seconds(sound.durationMs) })}
      </Table.Td>
      <Table.Td>
        <Badge color={originColors[sound.origin]}>{t(`prompts.origin-${sound.origin}`)}</Badge>
      </Table.Td>
      <Table.Td>
        <Group gap={2} wrap="nowrap" justify="flex-end">
          {sound.changedAt !== null && sound.canRestore && (
            <ActionIcon
              aria-label={t('prompts.restore', { name: label })}
              onClick={() => open(sound, 'restore')}
              data-testid="prompt-restore"
            >
              <IconRestore size={16} />
            </ActionIcon>
          )}
          <ActionIcon
            aria-label={t('prompts.replace', { name: label })}
            onClick={() => open(sound, 'replace')}
            data-testid="prompt-replace"
          >
            <IconUpload size={16} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** One sound at a time. */
function usePlayer() {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState<string | null>(null);
  const stop = () => {
    audio.current?.pause();
    audio.current = null;
    setPlaying(null);
  };
  useEffect(() => () => audio.current?.pause(), []);
  const toggle = (sound: SoundView) => {
    const key = soundKey(sound);
    stop();
    if (playing === key) return;
    const started = new Audio(soundUrl(sound));
    audio.current = started;
    const over = () => {
      if (audio.current === started) stop();
    };
    started.addEventListener('ended', over);
    setPlaying(key);
    started.play().catch((error: unknown) => {
      // Stopping it before it has begun is no failure.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      over();
      notifications.show({ color: 'stop', message: t('prompts.cannotPlay') });
    });
  };
  return { playing, toggle };
}
