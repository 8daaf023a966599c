import { Badge, Text, UnstyledButton } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOutgoing, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallSummary } from '../../server/contract/rest';
import { formatDuration } from '../desk/duration';
import { formatPhoneNumber } from '../desk/phone-number';
import { useDesk, useUi } from './softphone-context';
import { outcomeColors, useDisplay } from './use-display';

interface CallListProps {
  readonly calls: readonly CallSummary[];
  readonly empty: string;
  readonly label: string;
  readonly testId: string;
  /** On a customer's card the customer is known, and who talked to him is news; in the own history it is the reverse. */
  readonly about: 'agent' | 'customer';
}

/** Calls, newest first; each opens its details. */
export function CallList({ calls, empty, label, testId, about }: CallListProps) {
  if (calls.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {empty}
      </Text>
    );
  }
  return (
    <ul className="call-list plain-list" aria-label={label}>
      {calls.map((call) => (
        <li key={call.callId}>
          <CallRow call={call} about={about} testId={testId} />
        </li>
      ))}
    </ul>
  );
}

function CallRow({
  call,
  about,
  testId,
}: {
  call: CallSummary;
  about: CallListProps['about'];
  testId: string;
}) {
  const { t } = useTranslation();
  const { detailCallId } = useUi();
  const display = useDisplay();
  const me = useDesk()?.agent.agentId;
  const Icon = icons[call.direction];
  return (
    <UnstyledButton
      className="call-row"
      onClick={() => detailCallId.set(call.callId)}
      data-testid={testId}
      data-call-id={call.callId}
      data-outcome={call.outcome}
    >
      <Icon size={16} aria-label={t(`call.${call.direction}`)} className="call-row-icon" />
      <span className="call-row-main">
        <span className="call-row-who">
          {call.direction === 'internal' ? colleaguesOf(call, me) : whoOf(call, about, display)}
        </span>
        <span className="call-row-note">{noteOf(call, display)}</span>
      </span>
      <span className="call-row-side">
        <Badge size="sm" color={outcomeColors[call.outcome]}>
          {t(`outcome.${call.outcome}`)}
        </Badge>
        <span className="digits call-row-when">
          {display.date(call.startedAt)}
          {call.talkMs !== null && ` · ${formatDuration(call.talkMs)}`}
        </span>
      </span>
    </UnstyledButton>
  );
}

const icons = { inbound: IconPhoneIncoming, outbound: IconPhoneOutgoing, internal: IconUsers } as const;

/** On the list of one of the two the other; else who called whom. */
function colleaguesOf({ callerNumber, dialedNumber }: CallSummary, me: string | undefined): string {
  if (me === callerNumber) return `→ ${dialedNumber}`;
  return me === dialedNumber ? `← ${callerNumber}` : `${callerNumber} → ${dialedNumber}`;
}

type Display = ReturnType<typeof useDisplay>;

function whoOf(call: CallSummary, about: CallListProps['about'], display: Display): string {
  const number = formatPhoneNumber(call.direction === 'inbound' ? call.callerNumber : call.dialedNumber);
  if (about === 'customer') return call.customerName ?? number;
  const place = [call.topic === null ? null : display.topic(call.topic), display.queue(call.queueId)];
  return place.filter((part) => part !== null && part !== '').join(' · ') || number;
}

function noteOf(call: CallSummary, display: Display): string {
  const result = call.dispositionCode === null ? null : display.disposition(call.dispositionCode);
  return [result, call.note === '' ? null : call.note].filter((part) => part !== null).join(' · ');
}
