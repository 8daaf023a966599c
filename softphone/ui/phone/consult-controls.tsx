import { Button, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconArrowsExchange, IconArrowsJoin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../desk/call-view';
import { consultView, type ConsultView } from '../../desk/consult-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useObservable, useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { HandOverForm } from './hand-over-form';

/** Operator-assisted calls: ring somebody for the caller, then connect the two or come back. */
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
      return <ConsultUnderWay consult={consult} />;
  }
}

type Last = Extract<ConsultView, { name: 'free' }>['last'];

function ConsultOpener({ last }: { last: Last }) {
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

function ConsultUnderWay({
  consult,
}: {
  consult: Extract<ConsultView, { name: 'ringing' | 'answered' | 'held' }>;
}) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const connect = useCommand(actions.connectConsult);
  const back = useCommand(actions.cancelConsult);
  const swap = useCommand(actions.swapConsult);
  return (
    <section
      className="consult"
      aria-label={t('consult.heading')}
      data-testid="consult-state"
      data-state={consult.name}
    >
      <Text size="sm" fw={600} className="digits">
        {formatPhoneNumber(consult.number)}
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
          {t('consult.connect')}
        </Button>
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

function NotReached({ last }: { last: Last }) {
  const { t } = useTranslation();
  const display = useDisplay();
  if (!last) return null;
  const why = last.failure === null ? t('failure.other') : display.failure(last.failure);
  return (
    <Text size="sm" mb={6} className="call-failure" role="alert" data-testid="consult-failure">
      {formatPhoneNumber(last.number)}: {why}
    </Text>
  );
}
