import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconEar, IconEarOff, IconPhoneIncoming } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { supervisionModeSchema, type SupervisionView } from '../../../server/contract/supervision';
import type { CallView } from '../../desk/call-view';
import { Elapsed } from '../elapsed';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { EndButton } from './end-button';
import { MuteButton } from './mute-button';

/** A supervisor at an agent's ear: at whose, heard by whom, and the way out. */
export function SupervisionPanel({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const supervision = useDesk()?.supervision;
  const phone = useObservable(useSoftphone().phone.call);
  if (!supervision) return null;
  return (
    <>
      <div className="call-heading" data-testid="supervision" data-mode={supervision.mode}>
        <Text className="call-name" component="p">
          {supervision.agent.displayName}
        </Text>
        <Text className="call-number digits">{supervision.agent.agentId}</Text>
        <Text size="sm" c="dimmed" mt={6}>
          {phone.name === 'active' ? <Elapsed since={supervision.since} /> : t('supervision.connecting')}
        </Text>
      </div>
      <Modes supervision={supervision} />
      <div className="call-buttons">
        <MuteButton view={view} />
      </div>
      <TakeOver call={supervision.call} />
      <EndButton sign={IconEarOff} act={actions.stopSupervising} testId="supervision-stop">
        {t('supervision.stop')}
      </EndButton>
    </>
  );
}

/** Of a caller who talks with the agent, or is on hold. */
function TakeOver({ call }: { call: SupervisionView['call'] }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const takeOver = useCommand(actions.takeOver);
  return (
    <Button
      fullWidth
      mt="sm"
      variant="default"
      leftSection={<IconPhoneIncoming size={16} />}
      disabled={call === null || call.state === 'consulting'}
      loading={takeOver.pending}
      onClick={() => call && void takeOver.run(call.callId)}
      title={t('teamActs.takeOverWhat')}
      data-testid="take-over"
    >
      {t('teamActs.takeOver')}
    </Button>
  );
}

function Modes({ supervision: { agent, mode } }: { supervision: SupervisionView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const change = useCommand(actions.supervise);
  return (
    <>
      <SegmentedControl
        fullWidth
        mt="sm"
        value={mode}
        onChange={(chosen) => void change.run(agent.agentId, supervisionModeSchema.parse(chosen))}
        data={supervisionModeSchema.options.map((each) => ({ value: each, label: t(`supervision.${each}`) }))}
        aria-label={t('supervision.mode')}
        data-testid="supervision-modes"
      />
      <Text size="sm" ta="center" mt={6} mb="sm" role="status">
        {t(`supervision.${mode}-what`)}
      </Text>
    </>
  );
}

/** Whom an agent has at his ear, as far as he is told. */
export function SupervisedBy() {
  const { t } = useTranslation();
  const supervisors = useDesk()?.supervisedBy ?? [];
  if (supervisors.length === 0) return null;
  return (
    <div className="supervised-by" role="status" data-testid="supervised-by">
      {supervisors.map(({ supervisor, mode }) => (
        <Text key={supervisor.agentId} size="sm" fw={500} data-mode={mode}>
          <IconEar size={15} aria-hidden="true" />{' '}
          {t(`supervision.by-${mode}`, { name: supervisor.displayName })}
        </Text>
      ))}
    </div>
  );
}
