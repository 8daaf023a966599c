import { Badge, Center, Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../server/contract/rest';
import { callQuery } from '../../desk/call-query';
import { formatDuration } from '../../desk/duration';
import { formatPhoneNumber } from '../../desk/phone-number';
import { NumberLink } from '../customer/number-link';
import { errorSentence } from '../error-sentence';
import { SideDrawer } from '../side-drawer';
import { ReviewThisCall } from '../quality/review-this-call';
import { useRole, useSoftphone, useUi } from '../softphone-context';
import { outcomeColors, useDisplay } from '../use-display';
import { CallLanes } from './call-lanes';
import { CallLegs } from './call-legs';
import { CallQuality } from './call-quality';
import { CallRecordings } from './call-recordings';
import { CallTimeline, type Chosen } from './call-timeline';

export function CallDetailDrawer({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { detailCallId } = useUi();
  const { data, error } = useQuery(callQuery(api, callId));
  return (
    <SideDrawer
      title={t('detail.heading')}
      width={640}
      close={() => detailCallId.set(null)}
      testId="call-detail"
    >
      {data ? (
        <Detail call={data} />
      ) : error ? (
        <Text role="alert" data-testid="error-message">
          {errorSentence(t, error)}
        </Text>
      ) : (
        <Center h={200}>
          <Loader size="sm" />
        </Center>
      )}
    </SideDrawer>
  );
}

function Detail({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const role = useRole();
  const isInternal = call.direction === 'internal';
  const number = call.direction === 'inbound' ? call.callerNumber : call.dialedNumber;
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600} size="lg">
            {isInternal
              ? t('call.between', { from: call.callerNumber, to: call.dialedNumber })
              : (call.customerName ?? formatPhoneNumber(number))}
          </Text>
          {!isInternal && <NumberLink number={number} customerId={call.customerId} />}
        </div>
        <Badge color={outcomeColors[call.outcome]}>{t(`outcome.${call.outcome}`)}</Badge>
      </Group>
      <dl className="facts">
        <Fact name={t('detail.started')} value={display.date(call.startedAt)} />
        <Fact name={t('call.queue')} value={display.queue(call.queueId)} />
        <Fact name={t('call.topic')} value={call.topic === null ? '' : display.topic(call.topic)} />
        <Fact name={t('detail.agent')} value={call.agentId ?? ''} />
        <Fact name={t('detail.wait')} value={call.waitMs === null ? '' : formatDuration(call.waitMs)} />
        <Fact name={t('detail.talk')} value={call.talkMs === null ? '' : formatDuration(call.talkMs)} />
        <Fact
          name={t('detail.disposition')}
          value={call.dispositionCode === null ? '' : display.disposition(call.dispositionCode)}
        />
      </dl>
      {call.note !== '' && (
        <Text size="sm" className="customer-notes pre-wrap">
          {call.note}
        </Text>
      )}
      <CallProcess call={call} />
      {role !== 'agent' && isReviewable(call) && <ReviewThisCall callId={call.callId} />}
    </>
  );
}

const isReviewable = ({ endedAt, agentId, direction }: CallDetail): boolean =>
  endedAt !== null && agentId !== null && direction !== 'internal';

/** What happened, as a picture, as sound and as a list: a place that is chosen in one is shown in the others. */
function CallProcess({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const at = call.timeline.find(({ eventId }) => eventId === chosen?.eventId)?.at;
  const choose = (eventId: string) => setChosen((last) => ({ eventId, nth: (last?.nth ?? 0) + 1 }));
  return (
    <>
      <h3 className="section-title">{t('lanes.heading')}</h3>
      <CallLanes call={call} selected={chosen?.eventId ?? null} select={choose} />
      <CallQuality quality={call.quality} />
      <CallRecordings
        call={call}
        jump={chosen && at !== undefined ? { at: Date.parse(at), nth: chosen.nth } : null}
      />
      <h3 className="section-title">{t('detail.timeline')}</h3>
      <CallTimeline call={call} chosen={chosen} />
      <h3 className="section-title">{t('detail.legs')}</h3>
      <CallLegs legs={call.legs} />
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  if (value === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="digits">{value}</dd>
    </div>
  );
}
