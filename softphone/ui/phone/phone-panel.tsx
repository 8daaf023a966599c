import { Badge, Button, Text } from '@mantine/core';
import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { otherColleague, type CallView } from '../../desk/call-view';
import type { EndReason } from '../../phone/phone-call.machine';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';
import { AskedControls } from './asked-controls';
import { CallControls } from './call-controls';
import { SupervisedBy, SupervisionPanel } from './supervision-panel';
import { CallHeading } from './call-heading';
import { DialBox } from './dial-box';
import { ParkedCallers } from './parked-callers';
import { WaitingCallers } from './waiting-callers';
import { PaperButtons } from './paper-buttons';
import { RingingControls } from './ringing-controls';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { QualitySign } from '../voice/quality-sign';
import { useCallView } from './use-call-view';

/** The left column: the call there is, or the way to make one. */
export function PhonePanel() {
  const { t } = useTranslation();
  const view = useCallView();
  const busy = view.name !== 'idle' && view.name !== 'wrap-up' && view.name !== 'failed';
  return (
    <section className="column" aria-label={t('phone.heading')}>
      <div className={`card call-card call-${view.name}`} data-testid="call-panel" data-view={view.name}>
        <PanelTop view={view} />
        <SupervisedBy />
        <CallBody view={view} />
      </div>
      <WaitingCallers />
      <ParkedCallers />
      {!busy && <DialBox />}
      {view.name === 'ringing' && <Announcer view={view} />}
    </section>
  );
}

function PanelTop({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const waiting = view.name === 'ringing' && !view.canAnswer;
  const picksUp = view.name === 'connecting' && view.call?.answersItself === 'asked';
  const isInternal = view.name === 'asked' && view.call.direction === 'internal';
  const name = isInternal ? 'talking' : view.name;
  return (
    <div className="call-top">
      <Text component="h2" fw={600}>
        <span role="status" data-testid="call-state" data-state={view.name}>
          {picksUp ? t('parking.answersItself') : waiting ? t('call.ringingWait') : t(`call.${name}`)}
        </span>
      </Text>
      <QualitySign />
      <RegistrationSign />
    </div>
  );
}

function CallBody({ view }: { view: CallView }) {
  switch (view.name) {
    case 'idle':
      return <Idle />;
    case 'supervising':
      return <SupervisionPanel view={view} />;
    case 'failed':
      return <Failed reason={view.reason} />;
    case 'ringing':
      return (
        <>
          <CallHeading view={view} />
          <RingingControls view={view} />
        </>
      );
    case 'wrap-up':
      return (
        <>
          <CallHeading view={view} />
          <PaperButtons view={view} />
        </>
      );
    case 'asked':
      return (
        <>
          <CallHeading view={view} />
          <AskedControls view={view} />
        </>
      );
    case 'connecting':
    case 'dialing':
    case 'talking':
    case 'held':
    case 'consulting':
      return (
        <>
          <CallHeading view={view} />
          <CallControls view={view} />
          <PaperButtons view={view} />
        </>
      );
  }
}

function Idle() {
  const { t } = useTranslation();
  const display = useDisplay();
  const { dialFailure } = useSoftphone();
  const failure = useObservable(dialFailure);
  const presence = useDesk()?.agent.presence;
  const text =
    presence === 'ready' ? t('call.idleReady') : presence === 'break' ? t('call.idleBreak') : undefined;
  if (failure) {
    return (
      <Trouble
        text={
          failure.lostColleague === null
            ? `${t('call.notReached')} ${display.failure(failure.cause)}`
            : t('call.colleagueLost', { who: failure.lostColleague })
        }
        reason={failure.cause}
        dismiss={() => dialFailure.set(null)}
      >
        {failure.lostColleague !== null && <CallAgain number={failure.lostColleague} />}
      </Trouble>
    );
  }
  return (
    <div className="call-empty">
      <IconPhone size={30} stroke={1.4} aria-hidden="true" />
      {text !== undefined && (
        <Text c="dimmed" size="sm">
          {text}
        </Text>
      )}
    </div>
  );
}

function Failed({ reason }: { reason: EndReason }) {
  const { t } = useTranslation();
  const { phone } = useSoftphone();
  return <Trouble text={t(`ended.${reason}`)} reason={reason} dismiss={phone.clear} />;
}

function CallAgain({ number }: { number: string }) {
  const { t } = useTranslation();
  const dial = useCommand(useSoftphone().actions.dial);
  return (
    <Button
      size="xs"
      color="go"
      loading={dial.pending}
      onClick={() => void dial.run(number, null)}
      data-testid="call-again"
    >
      {t('call.callAgain')}
    </Button>
  );
}

interface TroubleProps {
  readonly text: string;
  readonly reason: string;
  readonly dismiss: () => void;
  readonly children?: ReactNode;
}

function Trouble({ text, reason, dismiss, children }: TroubleProps) {
  const { t } = useTranslation();
  return (
    <div className="call-empty">
      <IconPhoneOff size={30} stroke={1.4} aria-hidden="true" />
      <Text fw={500} className="call-failure" role="alert" data-testid="call-failure" data-reason={reason}>
        {text}
      </Text>
      {children}
      <Button variant="light" size="xs" onClick={dismiss}>
        {t('call.dismiss')}
      </Button>
    </div>
  );
}

function RegistrationSign() {
  const { t } = useTranslation();
  const { name } = useObservable(useSoftphone().phone.registration);
  const registered = name === 'registered';
  return (
    <Badge
      color={registered ? 'go' : name === 'connecting' || name === 'off' ? 'gray' : 'stop'}
      data-testid={registered ? 'phone-registered' : 'phone-not-registered'}
      data-registration={name}
    >
      {t(`phone.${name}`)}
    </Badge>
  );
}

/** For screen readers: one sentence when it rings, at once and over everything else. */
function Announcer({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const call = 'call' in view ? view.call : null;
  const who = call?.askedBy?.displayName;
  return (
    <div className="for-screen-readers" role="alert">
      {who === undefined
        ? t('call.announcement', { who: call?.callerNumber ?? '' })
        : t(otherColleague(call) ? 'handOver.calls-ringing' : 'handOver.asks-ringing', { who })}
    </div>
  );
}
