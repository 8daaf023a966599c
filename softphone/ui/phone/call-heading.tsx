import { Badge, Group, Text } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOutgoing, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { otherColleague, type CallView, type DeskCall } from '../../desk/call-view';
import { formatDuration } from '../../desk/duration';
import { formatPhoneNumber } from '../../desk/phone-number';
import { AskedBy } from './asked-controls';
import { Elapsed } from '../elapsed';
import { useDisplay } from '../use-display';
import { useCallerName, useCallerNumber } from './use-call-view';

/** Who it is, by which queue and about what, and how long it has lasted. */
export function CallHeading({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const name = useCallerName(view);
  const number = useCallerNumber(view);
  const shown = formatPhoneNumber(number);
  const call = 'call' in view ? view.call : null;
  return (
    <div className="call-heading">
      <Text className="call-name" component="p" data-testid="caller-name">
        {name}
      </Text>
      {shown !== name && shown !== '' && (
        <Text className="call-number digits" data-testid="caller-number">
          {shown}
        </Text>
      )}
      {call && (
        <Group gap={6} mt={6} justify="center">
          <Badge color="gray" leftSection={<DirectionIcon direction={call.direction} />}>
            {t(`call.${call.direction}`)}
          </Badge>
          {call.queueName !== null && <Badge color="brand">{call.queueName}</Badge>}
          {call.topic !== null && <Badge color="wait">{display.topic(call.topic)}</Badge>}
          {call.direction === 'inbound' && (
            <Badge color="gray">{call.language === 'zh-CN' ? '中文' : 'English'}</Badge>
          )}
        </Group>
      )}
      {call?.callbackSince != null && (
        <Group gap={6} mt={6} justify="center">
          <Badge color="wait" leftSection={<IconPhoneOutgoing size={13} />} data-testid="callback-label">
            {t('callbacks.label')} <Elapsed since={call.callbackSince} />
          </Badge>
        </Group>
      )}
      {call && call.direction !== 'internal' && <AskedBy call={call} />}
      {call?.otherAwaySince != null && (
        <Text size="sm" fw={600} mt={8} role="status" data-testid="colleague-away">
          {t('call.colleagueAway', { who: otherColleague(call)?.displayName ?? '' })}
        </Text>
      )}
      {call && <CallClock view={view} call={call} />}
      {view.name === 'wrap-up' && view.reason !== null && (
        <Text mt={8} fw={500} className="call-failure" role="alert">
          {t(`ended.${view.reason}`)}
        </Text>
      )}
      {call?.failure != null && (
        <Text mt={8} fw={500} className="call-failure" role="alert" data-testid="call-failure">
          {display.failure(call.failure)}
        </Text>
      )}
    </div>
  );
}

function DirectionIcon({ direction }: Pick<DeskCall, 'direction'>) {
  if (direction === 'internal') return <IconUsers size={13} />;
  return direction === 'inbound' ? <IconPhoneIncoming size={13} /> : <IconPhoneOutgoing size={13} />;
}

function CallClock({ view, call }: { view: CallView; call: DeskCall }) {
  const { t } = useTranslation();
  const waited = call.talkingAt !== null && call.queuedAt !== null ? call.talkingAt - call.queuedAt : null;
  if (view.name === 'wrap-up') return null;
  if (call.talkingAt === null) {
    return (
      <p className="call-clock-label">
        {call.direction === 'inbound' && `${t('call.waited')} `}
        <Elapsed since={call.queuedAt ?? call.startedAt} />
      </p>
    );
  }
  return (
    <>
      <p className="call-clock" aria-label={t('call.talkTime')}>
        <Elapsed since={call.talkingAt} />
      </p>
      {waited !== null && (
        <p className="call-clock-label">
          {t('call.waited')} <span className="digits">{formatDuration(waited)}</span>
        </p>
      )}
    </>
  );
}
