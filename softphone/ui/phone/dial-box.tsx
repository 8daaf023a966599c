import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPhoneCall, IconRotateClockwise } from '@tabler/icons-react';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanDialString, formatPhoneNumber } from '../../desk/phone-number';
import { numberIn, type TypedNumber } from '../../desk/typed-number';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { DialledWho } from './dialled-who';
import { useLastNumbers } from './use-last-numbers';

type Wrong = Exclude<TypedNumber['kind'], 'number'>;

/** A number typed, pasted with whatever stands around it, or dialled before (arrow up). */
export function DialBox() {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const last = useLastNumbers();
  const [number, setNumber] = useState('');
  const [wrong, setWrong] = useState<Wrong | null>(null);
  /** Which of the last numbers stands there; -1: none. */
  const [at, setAt] = useState(-1);
  const dial = useCommand(actions.dial);
  const show = (text: string, place = -1): void => {
    setNumber(text);
    setAt(place);
    setWrong(null);
  };
  const submit = async (typed: string): Promise<void> => {
    const found = numberIn(typed);
    setWrong(found.kind === 'number' ? null : found.kind);
    if (found.kind === 'number' && (await dial.run(found.number, null))) show('');
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step === undefined || event.altKey) return;
    const place = Math.min(at + step, last.length - 1);
    if (place < -1) return;
    event.preventDefault();
    show(last[place] ?? '', place);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const found = numberIn(event.clipboardData.getData('text'));
    if (found.kind !== 'number' || number !== '') return;
    event.preventDefault();
    show(found.number);
  };
  return (
    <form
      className="card dial-box"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(number);
      }}
    >
      <TextInput
        type="tel"
        inputMode="tel"
        size="md"
        label={t('dial.label')}
        placeholder={last.length > 0 ? t('dial.placeholderLast') : t('dial.placeholder')}
        autoComplete="off"
        value={number}
        onChange={(event) => show(event.currentTarget.value)}
        onKeyDown={onKey}
        onPaste={onPaste}
        error={wrong === null ? undefined : t(`dial.wrong-${wrong}`)}
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
      {number !== '' && <DialledWho number={cleanDialString(number)} />}
      {last[0] !== undefined && number === '' && (
        <Button
          mt={8}
          size="xs"
          variant="subtle"
          className="digits"
          leftSection={<IconRotateClockwise size={15} />}
          disabled={dial.pending}
          onClick={() => void submit(last[0] ?? '')}
          title="Alt + Q"
          data-testid="redial"
        >
          {t('dial.redial', { number: formatPhoneNumber(last[0]) })}
        </Button>
      )}
    </form>
  );
}
