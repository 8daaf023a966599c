import { Badge, Button, Text } from '@mantine/core';
import { IconPhoneIncoming } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ParkedCallView } from '../../../server/contract/parking';
import { formatDuration } from '../../desk/duration';
import { formatPhoneNumber } from '../../desk/phone-number';
import { Elapsed } from '../elapsed';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useNow } from '../use-now';

/** Those this agent may pick up, by their slots; nothing at all when there are none. */
export function ParkedCallers() {
  const { t } = useTranslation();
  const parked = useObservable(useSoftphone().parked);
  if (parked.length === 0) return null;
  return (
    <section className="card parked" aria-label={t('parking.heading')} data-testid="parked">
      <h2 className="section-title section-title-first">{t('parking.heading')}</h2>
      <ul className="plain-list">
        {parked.map((each) => (
          <ParkedCaller key={each.callId} parked={each} />
        ))}
      </ul>
    </section>
  );
}

function ParkedCaller({ parked }: { parked: ParkedCallView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const agent = useDesk()?.agent;
  const pickUp = useCommand(actions.pickUp);
  const isFree = agent?.state === 'idle';
  const { slot, parkedBy } = parked;
  const isMine = parkedBy.agentId === agent?.agentId;
  return (
    <li className="parked-caller" data-testid="parked-caller" data-slot={slot}>
      <Badge color="wait" className="no-shrink" aria-label={t('parking.slot', { slot })}>
        {slot}
      </Badge>
      <div className="grow">
        <Text size="sm" fw={600} truncate className="digits">
          {nameOf(parked)}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {isMine
            ? t('parking.mine')
            : t('parking.by', { name: parkedBy.displayName, agentId: parkedBy.agentId })}
        </Text>
        <Text size="xs" c="dimmed" truncate className="digits">
          <Elapsed since={parked.since} />
          {' · '}
          <Left until={parked.until} />
        </Text>
      </div>
      <Button
        size="xs"
        color="go"
        leftSection={<IconPhoneIncoming size={16} />}
        disabled={!isFree}
        loading={pickUp.pending}
        onClick={() => void pickUp.run(parked.callId)}
        title={isFree ? 'Alt + Y' : t('parking.busy')}
        aria-label={t('parking.pickUpSlot', { slot })}
        data-testid="pick-up"
      >
        {t('parking.pickUp')}
      </Button>
    </li>
  );
}

function Left({ until }: { until: number }) {
  const { t } = useTranslation();
  const left = until - useNow();
  return <>{left <= 0 ? t('parking.back') : t('parking.left', { left: formatDuration(left) })}</>;
}

/** The customer's name, else the caller's, else the number. */
function nameOf({ customer, callerName, callerNumber }: ParkedCallView): string {
  if (customer) return customer.name;
  return callerName !== '' && callerName !== callerNumber ? callerName : formatPhoneNumber(callerNumber);
}
