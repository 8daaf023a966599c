import { Button, Chip, Group, Text, Textarea } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { afterwards } from '../../desk/presence-view';
import { AfterwardsMenu } from '../presence/afterwards-menu';
import { useNextWord } from '../presence/use-next-word';
import { useDesk } from '../softphone-context';
import { useDispositions } from '../use-display';
import { useWrapUp } from './use-wrap-up';
import { WrapUpTime } from './wrap-up-time';

/** Shown from the answer on: most of the note is known before the call is over. */
export function WrapUpPanel() {
  const { t } = useTranslation();
  const desk = useDesk();
  const state = desk?.agent.state;
  // There is nothing to note about a colleague, or his caller.
  if (
    !desk?.call ||
    desk.call.askedBy ||
    desk.call.direction === 'internal' ||
    (state !== 'on-call' && state !== 'wrap-up')
  )
    return null;
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
  const call = useDesk()?.call;
  // What has come of a campaign's call is said once: its mark stands for the outcome.
  const isRequired = (call?.wrapUp.dispositionRequired ?? false) && !call?.order?.marked;
  const lacksDisposition = draft.dispositionCode === null && (isRequired || draft.note.trim() !== '');
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
      <Group justify="space-between" mb={8} gap={8} mih={26}>
        <h2 className="section-title section-title-first">
          {after ? t('wrapUp.heading') : t('wrapUp.headingDuring')}
        </h2>
        {until !== null && <WrapUpTime until={until} />}
      </Group>
      <DispositionChips
        isRequired={isRequired}
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
          {!lacksDisposition || !after
            ? t('wrapUp.during')
            : isRequired
              ? call?.order
                ? t('outboundOrder.required')
                : t('wrapUp.required')
              : t('wrapUp.chooseFirst')}
        </Text>
      )}
      <Group justify="flex-end" mt={6}>
        <AfterwardsMenu />
      </Group>
      {after && <FinishButton pending={finish.pending} disabled={!canFinish} />}
    </form>
  );
}

function FinishButton({ pending, disabled }: { pending: boolean; disabled: boolean }) {
  const { t } = useTranslation();
  const agent = useDesk()?.agent;
  const word = useNextWord();
  const then = agent && afterwards(agent);
  return (
    <Button
      type="submit"
      fullWidth
      mt={6}
      size="md"
      color="go"
      leftSection={<IconCheck size={18} />}
      loading={pending}
      disabled={disabled}
      title="Ctrl + Enter"
      data-testid="wrap-up-finish"
    >
      {!then || then.presence === 'ready' ? t('wrapUp.finish') : t('wrapUp.finishInto', { what: word(then) })}
    </Button>
  );
}

function DispositionChips(props: {
  isRequired: boolean;
  chosen: string | null;
  choose: (code: string | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const dispositions = useDispositions();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  return (
    <fieldset className="chips">
      <legend>{props.isRequired ? t('wrapUp.outcomeRequired') : t('wrapUp.outcome')}</legend>
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
