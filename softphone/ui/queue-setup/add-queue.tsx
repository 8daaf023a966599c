import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueConfig } from '../../../server/contract/queue-config';
import { AddForm, SLUG } from './fields';
import type { QueueDraft } from './use-queue-draft';

interface AddQueueProps {
  readonly config: QueueConfig;
  readonly edit: QueueDraft['edit'];
  readonly added: () => void;
}

export function AddQueue({ config, edit, added }: AddQueueProps) {
  const { t } = useTranslation();
  const [queueId, setId] = useState('');
  const isKnown = config.queues.some((queue) => queue.queueId === queueId);
  return (
    <AddForm
      button={t('queueSetup.add')}
      isReady={SLUG.test(queueId) && !isKnown}
      add={() => {
        edit({ path: ['queues', config.queues.length], value: { queueId, name: queueId } });
        setId('');
        added();
      }}
      testId="queue-add"
    >
      <TextInput
        size="xs"
        label={t('queueSetup.addQueue')}
        placeholder={t('queueSetup.queueIdHint')}
        value={queueId}
        onChange={(event) => setId(event.currentTarget.value)}
        data-testid="queue-add-id"
      />
    </AddForm>
  );
}
