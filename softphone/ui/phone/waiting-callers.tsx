import { Button, Text } from '@mantine/core';
import { IconPhoneIncoming } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WaitingCallView } from '../../../server/contract/call-waiting';
import { formatDuration } from '../../desk/duration';
import { formatPhoneNumber } from '../../desk/phone-number';
import { Elapsed } from '../elapsed';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useNow } from '../use-now';

/** Those who wait for this agent alone while he is busy; the first can be taken now. */
export function WaitingCallers() {
  const { t } = useTranslation();
  const waiting = useDesk()?.waiting ?? [];
  if (waiting.length === 0) return null;
  return (
    <section className="card parked" aria-label={t('callWaiting.heading')} data-testid="waiting-callers">
      <h2 className="section-title section-title-first">
        <span role="status">{t('callWaiting.heading')}</span>
      </h2>
      <ul className="plain-list">
        {waiting.map((each, index) => (
          <WaitingCaller key={each.callId} waiting={each} isFirst={index === 0} />
        ))}
      </ul>
    </section>
  );
}

function WaitingCaller({ waiting, isFirst }: { waiting: WaitingCallView; isFirst: boolean }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const state = useDesk()?.call?.state;
  const take = useCommand(actions.takeWaiting);
  const refuse = useCommand(actions.refuseWaiting);
  const left = Math.max(0, waiting.until - useNow());
  const mayTake = isFirst && (state === 'talking' || state === 'held');
  return (
    <li className="parked-caller waiting-caller" data-testid="waiting-caller">
      <div className="grow">
        <Text size="sm" fw={600} truncate className="digits">
          {nameOf(waiting)}
        </Text>
        <Text size="xs" c="dimmed" truncate className="digits">
          {waiting.queueName} · <Elapsed since={waiting.since} />
          {' · '}
          {t('callWaiting.left', { left: formatDuration(left) })}
        </Text>
      </div>
      <div className="waiting-buttons">
        <Button
          size="xs"
          color="go"
          leftSection={<IconPhoneIncoming size={16} />}
          disabled={!mayTake}
          loading={take.pending}
          onClick={() => void take.run(waiting.callId)}
          title={mayTake ? `${t('callWaiting.takeHint')} (Alt + V)` : t('callWaiting.later')}
          {...(isFirst ? { 'data-testid': 'waiting-take' } : {})}
        >
          {t('callWaiting.take')}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={refuse.pending}
          onClick={() => void refuse.run(waiting.callId)}
          data-testid="waiting-refuse"
        >
          {t('callWaiting.refuse')}
        </Button>
      </div>
    </li>
  );
}

function nameOf({ customer, callerName, callerNumber }: WaitingCallView): string {
  if (customer) return customer.name;
  return callerName !== '' && callerName !== callerNumber ? callerName : formatPhoneNumber(callerNumber);
}
