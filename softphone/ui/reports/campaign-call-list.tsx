import { Badge, UnstyledButton } from '@mantine/core';
import { IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CampaignCall } from '../../../server/contract/reports';
import { formatDuration } from '../../desk/duration';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useUsualMark } from '../campaigns/use-marks';
import { useUi } from '../softphone-context';
import { useDisplay } from '../use-display';

interface CampaignCallListProps {
  readonly calls: readonly CampaignCall[];
  readonly label: string;
}

/** Calls of campaigns with what came of each; those that are stored open their details. */
export function CampaignCallList({ calls, label }: CampaignCallListProps) {
  return (
    <ul className="call-list plain-list" aria-label={label}>
      {calls.map((call) => (
        <li key={call.attemptId}>
          <CallRow call={call} />
        </li>
      ))}
    </ul>
  );
}

function CallRow({ call }: { call: CampaignCall }) {
  const { detailCallId } = useUi();
  const { callId, result } = call;
  const facts = { 'data-testid': 'reported-call', 'data-result': result ?? '' };
  if (callId === null)
    return (
      <div className="call-row" {...facts}>
        <Facts call={call} />
      </div>
    );
  return (
    <UnstyledButton className="call-row" onClick={() => detailCallId.set(callId)} {...facts}>
      <Facts call={call} />
    </UnstyledButton>
  );
}

function Facts({ call }: { call: CampaignCall }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const markWord = useUsualMark();
  const { at, name, number, result, mark, connectedMs } = call;
  const notes = [
    name === '' ? null : formatPhoneNumber(number),
    mark === null ? null : markWord(mark),
  ].filter((note) => note !== null);
  return (
    <>
      <IconPhoneOutgoing size={16} aria-hidden="true" className="call-row-icon" />
      <span className="call-row-main">
        <span className="call-row-who">{name === '' ? formatPhoneNumber(number) : name}</span>
        <span className="call-row-note">{notes.join(' · ')}</span>
      </span>
      <span className="call-row-side">
        <Badge size="sm" color={colorOf(result)}>
          {result === null ? t('explain.onPhone') : t(`dialResult.${result}`)}
        </Badge>
        <span className="digits call-row-when">
          {display.date(at)}
          {connectedMs !== null && ` · ${formatDuration(connectedMs)}`}
        </span>
      </span>
    </>
  );
}

function colorOf(result: CampaignCall['result']): string {
  if (result === null) return 'brand';
  if (result === 'reached') return 'go';
  return result === 'abandoned' || result === 'lost' ? 'stop' : 'gray';
}
