import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanDialString } from '../../desk/phone-number';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

export function DialBox() {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState(false);
  const dial = useCommand(actions.dial);
  const submit = async (): Promise<void> => {
    const length = cleanDialString(number).length;
    setWrong(length < 2 || length > 32);
    if (length < 2 || length > 32) return;
    if (await dial.run(number, null)) setNumber('');
  };
  return (
    <form
      className="card dial-box"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        type="tel"
        inputMode="tel"
        size="md"
        label={t('dial.label')}
        placeholder={t('dial.placeholder')}
        autoComplete="off"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={wrong ? t('dial.invalid') : undefined}
        data-testid="dial-input"
        rightSection={
          <Tooltip label={t('dial.submit')}>
            <ActionIcon
              type="submit"
              variant="filled"
              color="go"
              size="lg"
              loading={dial.pending}
              aria-label={t('dial.submit')}
              data-testid="dial-submit"
            >
              <IconPhoneCall size={18} />
            </ActionIcon>
          </Tooltip>
        }
        rightSectionWidth={44}
      />
    </form>
  );
}
