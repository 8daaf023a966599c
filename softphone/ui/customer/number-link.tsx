import { UnstyledButton } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { callView } from '../../desk/call-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** A number that can be dialled by a click; plain text while the agent talks, or for somebody without a phone. */
export function NumberLink({ number, customerId }: { number: string; customerId: string | null }) {
  const { t } = useTranslation();
  const { actions, desk, phone } = useSoftphone();
  const present = useObservable(desk.desk);
  const view = callView(present, useObservable(phone.call)).name;
  const dial = useCommand(actions.dial);
  const shown = formatPhoneNumber(number);
  const free = present !== null && (view === 'idle' || view === 'wrap-up' || view === 'failed');
  if (!free || !/^\+?[\d\s()-]{2,32}$/.test(number)) return <span className="digits">{shown}</span>;
  return (
    <UnstyledButton
      className="number-link digits"
      aria-label={t('dial.call', { number: shown })}
      title={t('dial.call', { number: shown })}
      disabled={dial.pending}
      onClick={() => void dial.run(number, customerId)}
      data-testid="dial-number"
    >
      <IconPhone size={14} aria-hidden="true" />
      {shown}
    </UnstyledButton>
  );
}
