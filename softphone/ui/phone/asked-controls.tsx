import { Text } from '@mantine/core';
import { IconPhoneOff, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView, DeskCall } from '../../desk/call-view';
import { useSoftphone } from '../softphone-context';
import { EndButton } from './end-button';
import { MuteButton } from './mute-button';

/** Which colleague asks about this caller, and who hears whom. */
export function AskedBy({ call }: { call: DeskCall }) {
  const { t } = useTranslation();
  if (!call.askedBy) return null;
  const who = `${call.askedBy.displayName} ${call.askedBy.agentId}`;
  const told = call.consult?.state;
  const state = told === 'answered' || told === 'held' || told === 'merged' ? told : 'ringing';
  return (
    <Text size="sm" fw={600} mt={8} role="status" data-testid="asked-by" data-state={state}>
      <IconUser size={15} aria-hidden="true" /> {t(`handOver.asks-${state}`, { who })}
    </Text>
  );
}

/** The caller is a colleague's, or there is none: nothing but one's own sound, and the way out. */
export function AskedControls({ view }: { view: Extract<CallView, { name: 'asked' }> }) {
  const { t } = useTranslation();
  const isInternal = view.call.direction === 'internal';
  const { actions } = useSoftphone();
  return (
    <>
      <div className="call-buttons">
        <MuteButton view={view} />
      </div>
      <EndButton sign={IconPhoneOff} act={actions.hangUp} testId="hang-up">
        {t(isInternal ? 'call.hangUp' : 'handOver.leave')}
      </EndButton>
    </>
  );
}
