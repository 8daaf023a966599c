import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDice5 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { worded } from '../../desk/review-view';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useCommand } from '../use-command';
import { useQualityConfig } from './use-quality-config';
import { dateIn } from '../../desk/report-view';

const WEEK_MS = 7 * 86_400_000;

/** Draws calls of a week by a sampling rule; most often of the week before. */
export function DrawForm({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { language } = useCodes();
  const queries = useQueryClient();
  const rules = useQualityConfig()?.sampling ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [day, setDay] = useState(() => dateIn(Date.now() - WEEK_MS, timeZone));
  const ruleId = chosen ?? rules[0]?.id;
  const draw = useCommand(async () => {
    if (ruleId === undefined) return;
    const { drawn } = await api.quality.draw(ruleId, day);
    await queries.invalidateQueries({ queryKey: ['reviews'] });
    notifications.show({
      message: (
        <span data-testid="drawn">
          {drawn === 0 ? t('reviews.drawnNone') : t('reviews.drawn', { count: drawn })}
        </span>
      ),
      closeButtonProps: { 'aria-label': t('app.close') },
    });
  });
  if (ruleId === undefined) return null;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (day !== '') void draw.run();
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end" mb="sm">
        <NativeSelect
          size="xs"
          label={t('reviews.drawRule')}
          value={ruleId}
          data={rules.map(({ id, name }) => ({ value: id, label: worded(name, language) }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data-testid="draw-rule"
        />
        <TextInput
          type="date"
          size="xs"
          label={t('reviews.drawDay')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-testid="draw-day"
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          leftSection={<IconDice5 size={16} aria-hidden="true" />}
          loading={draw.pending}
          data-testid="draw"
        >
          {t('reviews.draw')}
        </Button>
      </Group>
    </form>
  );
}
