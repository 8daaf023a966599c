import { Button, Text } from '@mantine/core';
import { IconMicrophoneOff, IconWifi1 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';

/** What keeps the two from hearing each other, worst first, in one sentence; nothing while all is well. */
export function VoiceWarning() {
  const { t } = useTranslation();
  const { audio, quality, phone } = useSoftphone();
  const microphone = useObservable(audio.microphone.state);
  const standIn = useObservable(audio.microphone.standIn);
  const heard = useObservable(quality.now);
  const call = useObservable(phone.call).name;
  const presence = useDesk()?.agent.presence;
  const isInCall = call === 'active' || call === 'answering';
  if (microphone.name === 'unavailable' && (isInCall || presence === 'ready')) {
    return (
      <Banner kind={`lost-${microphone.why}`} isBad text={t(`voice.lost-${microphone.why}`)}>
        <Button size="sm" onClick={() => void audio.microphone.reopen()} data-testid="microphone-reopen">
          {t('voice.useNow')}
        </Button>
      </Banner>
    );
  }
  if (heard?.warnings.includes('microphone-silent'))
    return <Banner kind="microphone-silent" isBad text={t('quality.microphone-silent')} />;
  const [warning] = heard?.warnings ?? [];
  if (warning !== undefined) return <Banner kind={warning} text={t(`quality.${warning}`)} />;
  if (standIn !== null && isInCall)
    return <Banner kind="stand-in" text={t('voice.replaced', { device: standIn })} />;
  return null;
}

interface BannerProps {
  readonly kind: string;
  readonly text: string;
  readonly isBad?: boolean;
  readonly children?: React.ReactNode;
}

function Banner({ kind, text, isBad = false, children }: BannerProps) {
  const isAboutMicrophone = kind.startsWith('lost') || kind === 'microphone-silent' || kind === 'stand-in';
  return (
    <div
      className={isBad ? 'banner banner-stop' : 'banner banner-wait'}
      role="alert"
      data-testid="voice-warning"
      data-warning={kind}
    >
      {isAboutMicrophone ? (
        <IconMicrophoneOff size={20} aria-hidden="true" />
      ) : (
        <IconWifi1 size={20} aria-hidden="true" />
      )}
      <Text fw={500}>{text}</Text>
      {children}
    </div>
  );
}
