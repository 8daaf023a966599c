import { Button, Chip, Group, Text, Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Remaining } from '../elapsed';
import { useDesk } from '../softphone-context';
import { useDispositions } from '../use-display';
import { useWrapUp } from './use-wrap-up';

/** Shown from the answer on: most of the note is known before the call is over. */
export function WrapUpPanel() {
  const { t } = useTranslation();
  const desk = useDesk();
  const state = desk?.agent.state;
  if (!desk?.call || (state !== 'on-call' && state !== 'wrap-up')) return null;
  return (
    <section
      className={state === 'wrap-up' ? 'card wrap-up wrap-up-now' : 'card wrap-up'}
      aria-label={t('wrapUp.heading')}
      data-testid="wrap-up"
    >
      <WrapUpForm key={desk.call.callId} callId={desk.call.callId} after={state === 'wrap-up'} />
    </section>
  );
}

function WrapUpForm({ callId, after }: { callId: string; after: boolean }) {
  const { t } = useTranslation();
  const { draft, change, finish, until } = useWrapUp(callId);
  const onBreak = useDesk()?.agent.presence === 'break';
  const lacksDisposition = draft.dispositionCode === null && draft.note.trim() !== '';
  const canFinish = after && !lacksDisposition;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canFinish) void finish.run();
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey && event.key === 'Enter') event.currentTarget.requestSubmit();
      }}
    >
      <Group justify="space-between" mb={8}>
        <h2 className="section-title section-title-first">
          {after ? t('wrapUp.heading') : t('wrapUp.headingDuring')}
        </h2>
        {until !== null && <Countdown until={until} />}
      </Group>
      <DispositionChips
        chosen={draft.dispositionCode}
        choose={(dispositionCode) => change({ ...draft, dispositionCode })}
      />
      <Textarea
        mt="sm"
        label={t('wrapUp.note')}
        placeholder={t('wrapUp.notePlaceholder')}
        autosize
        minRows={3}
        maxRows={7}
        maxLength={4000}
        value={draft.note}
        onChange={(event) => change({ ...draft, note: event.currentTarget.value })}
        data-testid="wrap-up-note"
      />
      {(lacksDisposition || !after) && (
        <Text size="xs" c="dimmed" mt={6} role={lacksDisposition ? 'status' : undefined}>
          {lacksDisposition && after ? t('wrapUp.chooseFirst') : t('wrapUp.during')}
        </Text>
      )}
      {after && (
        <Button
          type="submit"
          fullWidth
          mt="sm"
          size="md"
          color="go"
          leftSection={<IconCheck size={18} />}
          loading={finish.pending}
          disabled={!canFinish}
          title="Ctrl + Enter"
          data-testid="wrap-up-finish"
        >
          {onBreak ? t('wrapUp.finishOnBreak') : t('wrapUp.finish')}
        </Button>
      )}
    </form>
  );
}

function Countdown({ until }: { until: number }) {
  const { t } = useTranslation();
  const [before = '', after = ''] = t('wrapUp.left', { time: '|' }).split('|');
  return (
    <Text size="sm" fw={600} className="countdown" data-testid="wrap-up-left">
      {before}
      <Remaining until={until} />
      {after}
    </Text>
  );
}

function DispositionChips(props: { chosen: string | null; choose: (code: string | null) => void }) {
  const { t, i18n } = useTranslation();
  const dispositions = useDispositions();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  return (
    <fieldset className="chips">
      <legend>{t('wrapUp.outcome')}</legend>
      <Group gap={6}>
        {dispositions.map(({ code, names }) => (
          <Chip
            key={code}
            size="xs"
            radius="sm"
            variant="outline"
            checked={props.chosen === code}
            onChange={(checked) => props.choose(checked ? code : null)}
            wrapperProps={{ 'data-testid': `disposition-${code}` }}
          >
            {names[language]}
          </Chip>
        ))}
      </Group>
    </fieldset>
  );
}
