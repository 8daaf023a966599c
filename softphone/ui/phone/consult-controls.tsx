import { ActionIcon, Button, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowsJoin, IconPhoneCall, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../desk/call-view';
import { consultView, type ConsultView } from '../../desk/consult-view';
import { cleanDialString, formatPhoneNumber } from '../../desk/phone-number';
import { useObservable, useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';

/** Operator-assisted calls: ring somebody for the caller, then connect the two or come back. */
export function ConsultControls({ view }: { view: CallView }) {
  const { consult: open } = useUi();
  const isOpen = useObservable(open);
  const consult = consultView(view);
  switch (consult.name) {
    case 'unavailable':
      return null;
    case 'free':
      return isOpen ? <ConsultForm last={consult.last} /> : <ConsultOpener last={consult.last} />;
    case 'ringing':
    case 'answered':
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
        leftSection={<IconUserPlus size={18} />}
        onClick={() => consult.set(true)}
        title="Alt + T"
        data-testid="consult"
      >
        {t('consult.open')}
      </Button>
    </>
  );
}

function ConsultForm({ last }: { last: Last }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const { consult } = useUi();
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState(false);
  const start = useCommand(actions.consult);
  const submit = async (): Promise<void> => {
    const length = cleanDialString(number).length;
    setWrong(length < 2 || length > 32);
    if (length < 2 || length > 32) return;
    if (await start.run(number)) consult.set(false);
  };
  return (
    <form
      className="consult"
      aria-label={t('consult.open')}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') consult.set(false);
      }}
    >
      <NotReached last={last} />
      <TextInput
        type="tel"
        inputMode="tel"
        label={t('consult.number')}
        description={t('consult.music')}
        autoComplete="off"
        data-autofocus
        autoFocus
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={wrong ? t('dial.invalid') : undefined}
        data-testid="consult-number"
        rightSection={
          <Tooltip label={t('consult.ring')}>
            <ActionIcon
              type="submit"
              variant="filled"
              color="go"
              loading={start.pending}
              aria-label={t('consult.ring')}
              data-testid="consult-ring"
            >
              <IconPhoneCall size={16} />
            </ActionIcon>
          </Tooltip>
        }
      />
      <Button variant="subtle" size="compact-sm" mt={4} onClick={() => consult.set(false)}>
        {t('login.cancel')}
      </Button>
    </form>
  );
}

function ConsultUnderWay({ consult }: { consult: Extract<ConsultView, { name: 'ringing' | 'answered' }> }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const connect = useCommand(actions.connectConsult);
  const back = useCommand(actions.cancelConsult);
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
          disabled={consult.name !== 'answered'}
          loading={connect.pending}
          onClick={() => void connect.run()}
          title="Alt + C"
          data-testid="consult-connect"
        >
          {t('consult.connect')}
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
