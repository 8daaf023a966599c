import { ActionIcon } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { takeBackRequest } from '../../desk/presence-view';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useNextWord } from './use-next-word';

/** What a busy agent chose to be when he is done, and the way to take it back. */
export function NextSign() {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const word = useNextWord();
  const takeBack = useCommand(actions.takeBackNext);
  const agent = useDesk()?.agent;
  if (!agent?.next) return null;
  const { presence, reason } = agent.next;
  return (
    <div
      className="status next-sign"
      data-testid="next-presence"
      data-next={presence}
      data-reason={reason ?? ''}
    >
      <IconArrowRight size={14} aria-hidden="true" />
      <span role="status">{t('next.sign', { what: word(agent.next) })}</span>
      {takeBackRequest(agent) !== null && (
        <ActionIcon
          size="sm"
          loading={takeBack.pending}
          aria-label={t('next.takeBack')}
          title={t('next.takeBack')}
          onClick={() => void takeBack.run()}
          data-testid="next-take-back"
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </div>
  );
}
