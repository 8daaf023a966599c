import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../desk/call-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useNow } from '../use-now';

export function RingingControls({ view }: { view: Extract<CallView, { name: 'ringing' }> }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const decline = useCommand(actions.decline);
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Enter answers, but a word being typed is never turned into an answer.
    if (document.activeElement === document.body) answer.current?.focus();
  }, [view.canAnswer]);
  return (
    <>
      <Deadline at={view.call?.offerDeadlineAt ?? null} />
      <div className="ringing-buttons">
        <Button
          ref={answer}
          color="go"
          size="xl"
          px="xs"
          leftSection={<IconPhone size={22} />}
          disabled={!view.canAnswer}
          onClick={actions.answer}
          title="Alt + A"
          data-testid="answer"
        >
          {t('call.answer')}
        </Button>
        <Button
          color="stop"
          variant="light"
          size="xl"
          px="xs"
          loading={decline.pending}
          onClick={() => void decline.run()}
          title="Alt + X"
          data-testid="decline"
        >
          {t('call.decline')}
        </Button>
      </div>
    </>
  );
}

function Deadline({ at }: { at: number | null }) {
  const { t } = useTranslation();
  const now = useNow();
  if (at === null) return null;
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return <p className="call-clock-label digits">{t('call.answerWithin', { seconds })}</p>;
}
