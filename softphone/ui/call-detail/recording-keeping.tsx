import { Badge, Button, Group, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingKeeping, RecordingView } from '../../../server/contract/recordings';
import type { Role } from '../../../server/contract/rest';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';

interface RecordingKeepingLineProps {
  readonly callId: string;
  readonly recording: RecordingView;
  readonly role: Role;
}

type Deed = 'hold' | 'release' | 'delete';

/** How long a recording is kept, who holds it, and what has become of it; keepers hold it, admins delete it. */
export function RecordingKeepingLine({ callId, recording, role }: RecordingKeepingLineProps) {
  const { t } = useTranslation();
  const [deed, setDeed] = useState<Deed | null>(null);
  const { keeping } = recording;
  if (keeping === null) return null;
  const { legalHold, state } = keeping;
  const isGone = state === 'deleted' || state === 'lost';
  return (
    <div className="keeping" data-testid="recording-keeping" data-state={state}>
      {!isGone && <Kept keeping={keeping} />}
      {state === 'lost' && (
        <Text size="sm" className="call-failure">
          {t('keeping.lost')}
        </Text>
      )}
      {state === 'deleted' && <Deleted keeping={keeping} />}
      {legalHold !== null && <Held hold={legalHold} />}
      {!isGone && role !== 'agent' && deed === null && (
        <Group gap={6} mt={4}>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => setDeed(legalHold === null ? 'hold' : 'release')}
            data-testid="recording-hold"
          >
            {t(legalHold === null ? 'keeping.hold' : 'keeping.release')}
          </Button>
          {role === 'admin' && legalHold === null && state === 'kept' && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="stop"
              onClick={() => setDeed('delete')}
              data-testid="recording-delete"
            >
              {t('keeping.delete')}
            </Button>
          )}
        </Group>
      )}
      {deed !== null && (
        <Why callId={callId} recordingId={recording.recordingId} deed={deed} close={() => setDeed(null)} />
      )}
    </div>
  );
}

function Kept({
  keeping: { bytes, keepUntil, isEncrypted, legalHold, sha256 },
}: {
  keeping: RecordingKeeping;
}) {
  const { t } = useTranslation();
  const display = useDisplay();
  const sizeOf = (of: number): string =>
    of < 1_000_000
      ? t('keeping.smallSize', { size: Math.ceil(of / 1000) })
      : t('keeping.size', { size: (of / 1_000_000).toFixed(1) });
  const facts = [
    bytes === null ? null : sizeOf(bytes),
    isEncrypted ? t('keeping.encrypted') : null,
    legalHold !== null
      ? null
      : keepUntil === null
        ? t('keeping.forEver')
        : t('keeping.until', { date: display.date(keepUntil) }),
  ].filter((fact) => fact !== null);
  return (
    <Text size="xs" c="dimmed" {...(sha256 === null ? {} : { title: `SHA-256 ${sha256}` })}>
      {facts.join(' · ')}
    </Text>
  );
}

function Held({ hold: { name, at, why } }: { hold: NonNullable<RecordingKeeping['legalHold']> }) {
  const { t } = useTranslation();
  const display = useDisplay();
  return (
    <Group gap={8} mt={4} wrap="nowrap" align="flex-start" data-testid="recording-held">
      <Badge color="wait" variant="light" className="no-shrink">
        {t('keeping.held')}
      </Badge>
      <Text size="sm">{t('keeping.heldBy', { name, date: display.date(at), why })}</Text>
    </Group>
  );
}

function Deleted({ keeping: { deletion } }: { keeping: RecordingKeeping }) {
  const { t } = useTranslation();
  const display = useDisplay();
  if (deletion === null) return null;
  const { at, days, by } = deletion;
  const date = display.date(at);
  return (
    <Text size="sm" data-testid="recording-deleted">
      {by === null
        ? t('keeping.deletedByRule', { date, days: days ?? 0 })
        : t('keeping.deletedBy', { date, name: by.name, why: by.why })}
    </Text>
  );
}

interface WhyProps {
  readonly callId: string;
  readonly recordingId: string;
  readonly deed: Deed;
  readonly close: () => void;
}

/** Each is done with a reason, which stays. */
function Why({ callId, recordingId, deed, close }: WhyProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const client = useQueryClient();
  const [why, setWhy] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const act = async (): Promise<void> => {
    try {
      if (deed === 'delete') await api.recording.delete(callId, recordingId, why.trim());
      else await api.recording.hold(callId, recordingId, deed === 'hold', why.trim());
      close();
      await client.invalidateQueries({ queryKey: ['call', callId] });
    } catch (error) {
      setFailure(errorSentence(t, error));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      <TextInput
        size="xs"
        mt={4}
        label={t(`keeping.why-${deed}`)}
        value={why}
        maxLength={500}
        error={failure}
        onChange={(event) => setWhy(event.currentTarget.value)}
        data-autofocus
        data-testid="recording-why"
      />
      <Group gap={6} mt={6}>
        <Button
          type="submit"
          size="compact-xs"
          color={deed === 'delete' ? 'stop' : 'brand'}
          disabled={why.trim() === ''}
          data-testid="recording-why-submit"
        >
          {t(`keeping.${deed}`)}
        </Button>
        <Button size="compact-xs" variant="default" onClick={close}>
          {t('keeping.cancel')}
        </Button>
      </Group>
    </form>
  );
}
