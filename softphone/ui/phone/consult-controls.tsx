import { Button, Text } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsExchange,
  IconArrowsJoin,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../desk/call-view';
import { colleagueFailure, consultView, type ConsultView, type Unreached } from '../../desk/consult-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useObservable, useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { HandOverForm } from './hand-over-form';

/** Asking somebody for the caller, then connecting the two, leaving the caller to a colleague, or coming back. */
export function ConsultControls({ view }: { view: CallView }) {
  const { consult: open } = useUi();
  const isOpen = useObservable(open);
  const consult = consultView(view);
  switch (consult.name) {
    case 'unavailable':
      return null;
    case 'free':
      return isOpen ? (
        <>
          <NotReached last={consult.last} />
          <HandOverForm />
        </>
      ) : (
        <ConsultOpener last={consult.last} />
      );
    case 'ringing':
    case 'answered':
    case 'held':
    case 'merged':
      return <ConsultUnderWay consult={consult} />;
  }
}

function ConsultOpener({ last }: { last: Unreached | null }) {
  const { t } = useTranslation();
  const { consult } = useUi();
  return (
    <>
      <NotReached last={last} />
      <Button
        fullWidth
        variant="default"
        mb={10}
        leftSection={<IconArrowForwardUp size={18} />}
        onClick={() => consult.set(true)}
        title="Alt + T"
        data-testid="consult"
      >
        {t('handOver.open')}
      </Button>
    </>
  );
}

type UnderWay = Extract<ConsultView, { name: 'ringing' | 'answered' | 'held' | 'merged' }>;

function ConsultUnderWay({ consult }: { consult: UnderWay }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const connect = useCommand(actions.connectConsult);
  const back = useCommand(actions.cancelConsult);
  const swap = useCommand(actions.swapConsult);
  const merge = useCommand(actions.mergeConsult);
  const isMerged = consult.name === 'merged';
  return (
    <section
      className="consult"
      aria-label={t('consult.heading')}
      data-testid="consult-state"
      data-state={consult.name}
    >
      <Text size="sm" fw={600} className="digits">
        {nameOf(consult)}
      </Text>
      <Text size="sm" c="dimmed" role="status">
        {t(`consult.${consult.name}`)}
      </Text>
      <div className="consult-buttons">
        <Button
          color="go"
          leftSection={<IconArrowsJoin size={18} />}
          disabled={consult.name === 'ringing'}
          loading={connect.pending}
          onClick={() => void connect.run()}
          title="Alt + C"
          data-testid="consult-connect"
        >
          {consult.colleague ? t('handOver.pass') : isMerged ? t('consult.leave') : t('consult.connect')}
        </Button>
        {!isMerged && (
          <Button
            variant="default"
            leftSection={<IconUsersGroup size={18} />}
            disabled={consult.name === 'ringing'}
            loading={merge.pending}
            onClick={() => void merge.run()}
            title="Alt + J"
            data-testid="consult-merge"
          >
            {t('consult.merge')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size={18} />}
          disabled={consult.name === 'ringing'}
          loading={swap.pending}
          onClick={() => void swap.run(consult.name === 'held' ? 'far-party' : 'caller')}
          title="Alt + S"
          data-testid="consult-swap"
        >
          {consult.name === 'held' ? t('consult.toFarParty') : t('consult.toCaller')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} />}
          loading={back.pending}
          onClick={() => void back.run()}
          title="Alt + U"
          data-testid="consult-back"
        >
          {t('consult.back')}
        </Button>
      </div>
    </section>
  );
}

/** A colleague by his name and number, somebody outside by the number. */
const nameOf = ({ number, colleague }: Pick<Unreached, 'number' | 'colleague'>): string =>
  colleague ? `${colleague.displayName} ${colleague.agentId}` : formatPhoneNumber(number);

function NotReached({ last }: { last: Unreached | null }) {
  const { t } = useTranslation();
  const display = useDisplay();
  if (!last) return null;
  const why = last.colleague
    ? t(`handOver.asked-${colleagueFailure(last.failure)}`)
    : last.hasLeft
      ? t('handOver.asked-left')
      : display.failure(last.failure ?? '');
  return (
    <Text size="sm" mb={6} className="call-failure" role="alert" data-testid="consult-failure">
      {nameOf(last)}: {why}
    </Text>
  );
}
