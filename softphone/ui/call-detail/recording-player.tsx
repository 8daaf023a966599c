import { ActionIcon, Anchor, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingView } from '../../../server/contract/recordings';
import type { CallDetail } from '../../../server/contract/rest';
import { recordingUrl } from '../../api-client/recording-api';
import { formatDuration } from '../../desk/duration';
import { listenedSides, playerMarks, speeds, type ListenedSide } from '../../desk/player-view';
import { useSoftphone } from '../softphone-context';
import { RecordingWaveform } from './recording-waveform';
import { usePlayer } from './use-player';
import { useStepText } from './use-step-text';

interface RecordingPlayerProps {
  readonly call: CallDetail;
  readonly recording: RecordingView;
  readonly mayTakeAway: boolean;
  /** Where somebody wants to be in the call; a place outside this recording is none of its. */
  readonly jump?: Jump | null;
  /** Where it is now, Unix ms. */
  readonly onHeard?: (at: number) => void;
}

/** A moment, Unix ms; another `nth` asks for it anew. */
export interface Jump {
  readonly at: number;
  readonly nth: number;
}

/** Plays a recording; where its call's steps are can be seen, and a click goes there. Nothing is loaded before somebody listens. */
export function RecordingPlayer({
  call,
  recording,
  mayTakeAway,
  jump = null,
  onHeard,
}: RecordingPlayerProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const audio = useRef<HTMLAudioElement>(null);
  const player = usePlayer(audio);
  const [speed, setSpeed] = useState(1);
  const [side, setSide] = useState<ListenedSide>('both');
  const { recordingId, ms } = recording;
  /** A message is the caller alone. */
  const hasSides = recording.kind === 'talk';
  const { callId } = call;
  const { data: waveform } = useQuery({
    queryKey: ['waveform', callId, recordingId, recording.keeping?.state],
    queryFn: () => api.recording.waveform(callId, recordingId),
  });
  const length = ms ?? 0;
  useJump(jump, recording, player.seek);
  useHeard(player.atMs, recording, onHeard);
  const PlaySign = player.isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <div className="player" role="group" aria-label={t('recording.ofCall')} data-testid="recording-player">
      <audio ref={audio} preload="none" src={recordingUrl(callId, recordingId)} />
      {length > 0 && (
        <>
          <PlayerMarks call={call} recording={recording} seek={player.seek} />
          <RecordingWaveform
            recording={recording}
            waveform={waveform ?? null}
            ms={length}
            atMs={player.atMs}
            seek={player.seek}
          />
          <Group justify="space-between" className="waveform-legend">
            <span className="legend-caller">{t('player.caller')}</span>
            {recording.paused.length > 0 && <span className="legend-masked">{t('player.masked')}</span>}
            {hasSides && <span className="legend-agent">{t('player.agent')}</span>}
          </Group>
        </>
      )}
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          size="lg"
          radius="xl"
          variant="filled"
          color="brand"
          onClick={player.toggle}
          aria-label={player.isPlaying ? t('player.pause') : t('player.play')}
          data-testid="player-toggle"
          data-playing={player.isPlaying}
        >
          <PlaySign size={18} aria-hidden="true" />
        </ActionIcon>
        <Text size="sm" className="digits no-wrap" data-testid="player-time">
          {formatDuration(player.atMs)} / {ms === null ? '–' : formatDuration(ms)}
        </Text>
        <NativeSelect
          size="xs"
          aria-label={t('player.speed')}
          data={speeds.map((value) => ({ value: String(value), label: `${String(value)}×` }))}
          value={String(speed)}
          onChange={(event) => {
            setSpeed(Number(event.currentTarget.value));
            player.setSpeed(Number(event.currentTarget.value));
          }}
          data-testid="player-speed"
        />
        {hasSides && (
          <SegmentedControl
            size="xs"
            aria-label={t('player.side')}
            data={listenedSides.map((value) => ({ value, label: t(`player.side-${value}`) }))}
            value={side}
            onChange={(value) => {
              setSide(value);
              player.setSide(value);
            }}
            data-testid="player-side"
          />
        )}
        {mayTakeAway && (
          <ActionIcon
            component="a"
            href={recordingUrl(callId, recordingId, 'download')}
            download
            variant="subtle"
            color="gray"
            ml="auto"
            aria-label={t('player.download')}
            title={t('player.download')}
            data-testid="player-download"
          >
            <IconDownload size={18} aria-hidden="true" />
          </ActionIcon>
        )}
      </Group>
      {player.isBroken && (
        <Text size="sm" className="call-failure" role="alert">
          {t('player.broken')}{' '}
          <Anchor component="button" type="button" size="sm" onClick={player.tryAgain}>
            {t('player.again')}
          </Anchor>
        </Text>
      )}
    </div>
  );
}

function PlayerMarks({
  call,
  recording,
  seek,
}: Pick<RecordingPlayerProps, 'call' | 'recording'> & { readonly seek: (ms: number) => void }) {
  const { t } = useTranslation();
  const stepText = useStepText(call);
  return (
    <div className="player-marks">
      {playerMarks(call, recording).map(({ atMs, share, steps }) => {
        const words = `${formatDuration(atMs)} ${steps.map(stepText).join(' · ')}`;
        return (
          <button
            key={steps[0]?.id}
            type="button"
            data-count={steps.length > 1 ? steps.length : ''}
            className={`player-mark tone-${steps[0]?.tone ?? 'plain'}`}
            style={{ left: `${String(share * 100)}%` }}
            title={words}
            aria-label={t('player.jump', { words })}
            onClick={() => seek(atMs)}
            data-testid="player-mark"
            data-step={steps.map(({ text }) => text).join(' ')}
          />
        );
      })}
    </div>
  );
}

function useJump(jump: Jump | null, { startedAt, ms }: RecordingView, seek: (ms: number) => void): void {
  const { at = null, nth = 0 } = jump ?? {};
  const began = Date.parse(startedAt);
  useEffect(() => {
    if (at === null || ms === null || at < began || at > began + ms) return;
    seek(at - began);
  }, [at, nth, began, ms, seek]);
}

function useHeard(
  atMs: number,
  { startedAt }: RecordingView,
  onHeard: RecordingPlayerProps['onHeard'],
): void {
  const told = useRef(onHeard);
  useEffect(() => {
    told.current = onHeard;
  });
  useEffect(() => {
    if (atMs > 0) told.current?.(Date.parse(startedAt) + atMs);
  }, [atMs, startedAt]);
}
