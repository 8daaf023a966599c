import { Alert, Button, Group, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Obstacle, UndoResult } from '../../../server/contract/maintenance';
import { useCommand } from '../use-command';
import { useChangeWords } from './field-changes';

interface UndoDialogProps {
  readonly title: string;
  readonly act: (why: string) => Promise<UndoResult>;
  readonly close: () => void;
}

/** Takes a change back, or says what is in the way. */
export function UndoDialog({ title, act, close }: UndoDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [why, setWhy] = useState('');
  const [obstacles, setObstacles] = useState<readonly Obstacle[]>([]);
  const undo = useCommand(async () => {
    const result = await act(why.trim());
    setObstacles(result.obstacles);
    if (!result.isDone) return;
    // Whatever was shown of it is no longer so.
    await queries.invalidateQueries();
    notifications.show({ color: 'go', message: t('maintenance.undoDone', { count: result.count }) });
    close();
  });
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() !== '') void undo.run();
        }}
      >
        {obstacles.length > 0 && <Obstacles obstacles={obstacles} />}
        <TextInput
          label={t('maintenance.why')}
          required
          data-autofocus
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          data-testid="undo-why"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('login.cancel')}
          </Button>
          <Button type="submit" disabled={why.trim() === ''} loading={undo.pending} data-testid="undo-do">
            {t('maintenance.undo')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Obstacles({ obstacles }: { obstacles: readonly Obstacle[] }) {
  const { t } = useTranslation();
  const changeWords = useChangeWords();
  return (
    <Alert color="wait" title={t('maintenance.obstacle')} mb="sm" data-testid="undo-obstacles">
      <ul className="plain-list">
        {obstacles.map((each) => (
          <li key={`${each.entity}-${each.entityId}-${each.problem}`}>
            {changeWords.entity(each.entity)}: {t(`maintenance.problem-${each.problem}`)}
            {each.fields.length > 0 && ` (${each.fields.map(changeWords.field).join(', ')})`}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
