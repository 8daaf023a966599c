import { Checkbox, Select, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QueueConfigQueue } from '../../../server/contract/queue-config';
import { areFreeKeys, keysFor, withKeys } from '../../desk/leave-keys';
import { NumberField, TextField } from './fields';
import { ScriptFields } from './script-fields';

export interface RulesProps {
  readonly queue: QueueConfigQueue;
  readonly set: (key: string, value: unknown) => void;
}

const DAY_S = 86_400;
const SOME_S = 30;

/** What a queue does in its special cases: each field stands in the text by its own name. */
export function QueueRules({ queue, set }: RulesProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('queueSetup.rules')} data-testid="queue-rules">
      <h2 className="section-title">{t('queueSetup.rules')}</h2>
      <SimpleGrid cols={{ base: 2, md: 3, xl: 4 }} spacing="sm" verticalSpacing="xs">
        <BusyColleague queue={queue} set={set} />
        <Sticky queue={queue} set={set} />
        <NobodyThere queue={queue} set={set} />
        <Keys queue={queue} set={set} />
        <WrapUp queue={queue} set={set} />
        <RingMore queue={queue} set={set} />
        <Checkbox
          size="xs"
          mt={26}
          label={t('queueSetup.autoAnswer')}
          checked={queue.autoAnswer}
          onChange={(event) => set('autoAnswer', event.currentTarget.checked)}
          data-testid="queue-autoAnswer"
        />
        <Checkbox
          size="xs"
          mt={26}
          label={t('queueSetup.standingLeg')}
          checked={queue.standingLeg}
          disabled={queue.autoAnswer}
          onChange={(event) => set('standingLeg', event.currentTarget.checked)}
          data-testid="queue-standingLeg"
        />
        <NumberField
          label={t('queueSetup.keyAccountBonusS')}
          value={queue.keyAccountBonusS}
          least={0}
          most={DAY_S}
          unit={t('queueSetup.seconds')}
          commit={(value) => set('keyAccountBonusS', value)}
          testId="queue-keyAccountBonusS"
        />
        <Share of="serviceLevelGoal" queue={queue} set={set} />
        <Share of="surveyShare" queue={queue} set={set} />
      </SimpleGrid>
      <ScriptFields script={queue.script} change={(script) => set('script', script)} />
    </section>
  );
}

/** A rule with a time of its own: which, and how long where one is chosen. */
function TimedRule<Rule extends string>(props: {
  readonly label: string;
  readonly rules: readonly (readonly [Rule, string])[];
  readonly rule: Rule;
  readonly choose: (rule: Rule) => void;
  readonly time: {
    readonly label: string;
    readonly value: number;
    readonly least: number;
    readonly most: number;
    readonly commit: (value: number | null) => void;
  } | null;
  readonly testId: string;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        size="xs"
        label={props.label}
        data={props.rules.map(([value, label]) => ({ value, label }))}
        value={props.rule}
        allowDeselect={false}
        onChange={(rule) => {
          if (rule !== null) props.choose(rule);
        }}
        data-testid={props.testId}
      />
      {props.time && (
        <NumberField {...props.time} unit={t('queueSetup.seconds')} testId={`${props.testId}-time`} />
      )}
    </>
  );
}

function BusyColleague({ queue: { callWaiting }, set }: RulesProps) {
  const { t } = useTranslation();
  const notify = (forS: number | null) => set('callWaiting', { then: 'notify', forS: forS ?? SOME_S });
  return (
    <TimedRule
      label={t('queueSetup.callWaiting')}
      rules={[
        ['busy', t('queueSetup.callWaiting-busy')],
        ['notify', t('queueSetup.callWaiting-notify')],
      ]}
      rule={callWaiting.then}
      choose={(then) => (then === 'notify' ? notify(null) : set('callWaiting', undefined))}
      time={
        callWaiting.then === 'notify'
          ? { label: t('queueSetup.forS'), value: callWaiting.forS, least: 5, most: 600, commit: notify }
          : null
      }
      testId="queue-callWaiting"
    />
  );
}

function Sticky({ queue: { sticky }, set }: RulesProps) {
  const { t } = useTranslation();
  const keep = (to: 'last' | 'owner', forS: number | null) => set('sticky', { to, forS: forS ?? SOME_S });
  return (
    <TimedRule
      label={t('queueSetup.sticky')}
      rules={[
        ['none', t('queueSetup.none')],
        ['last', t('queueSetup.sticky-last')],
        ['owner', t('queueSetup.sticky-owner')],
      ]}
      rule={sticky?.to ?? 'none'}
      choose={(to) => (to === 'none' ? set('sticky', undefined) : keep(to, sticky?.forS ?? null))}
      time={
        sticky && {
          ...{ label: t('queueSetup.forS'), value: sticky.forS, least: 1, most: 600 },
          commit: (forS) => keep(sticky.to, forS),
        }
      }
      testId="queue-sticky"
    />
  );
}

function NobodyThere({ queue: { nobodyThere }, set }: RulesProps) {
  const { t } = useTranslation();
  const leave = (afterS: number | null) => set('nobodyThere', { then: 'leave', afterS: afterS ?? SOME_S });
  return (
    <TimedRule
      label={t('queueSetup.nobodyThere')}
      rules={[
        ['wait', t('queueSetup.nobodyThere-wait')],
        ['leave', t('queueSetup.nobodyThere-leave')],
      ]}
      rule={nobodyThere.then}
      choose={(then) => (then === 'leave' ? leave(null) : set('nobodyThere', undefined))}
      time={
        nobodyThere.then === 'leave'
          ? { label: t('queueSetup.afterS'), value: nobodyThere.afterS, least: 0, most: 3600, commit: leave }
          : null
      }
      testId="queue-nobodyThere"
    />
  );
}

function Keys({ queue: { leaveKeys }, set }: RulesProps) {
  const { t } = useTranslation();
  return (['leave', 'callback'] as const).map((action) => (
    <TextField
      key={action}
      label={t(`queueSetup.keys-${action}`)}
      value={keysFor(leaveKeys, action)}
      placeholder={t('queueSetup.none')}
      fault={(typed) => (areFreeKeys(leaveKeys, action, typed) ? null : t('queueSetup.notKeys'))}
      commit={(typed) => {
        const keys = withKeys(leaveKeys, action, typed);
        set('leaveKeys', Object.keys(keys).length === 0 ? undefined : keys);
      }}
      testId={`queue-keys-${action}`}
    />
  ));
}

function WrapUp({ queue: { wrapUpProlong, dispositionRequired }, set }: RulesProps) {
  const { t } = useTranslation();
  const change = (part: Partial<typeof wrapUpProlong>) => set('wrapUpProlong', { ...wrapUpProlong, ...part });
  return (
    <>
      <NumberField
        label={t('queueSetup.prolongTimes')}
        value={wrapUpProlong.times}
        least={0}
        most={20}
        commit={(times) => change({ times: times ?? 0 })}
        testId="queue-prolong-times"
      />
      <NumberField
        label={t('queueSetup.prolongByS')}
        value={wrapUpProlong.byS}
        least={10}
        most={600}
        unit={t('queueSetup.seconds')}
        commit={(byS) => change({ byS: byS ?? 60 })}
        testId="queue-prolong-byS"
      />
      <Checkbox
        size="xs"
        mt={26}
        label={t('queueSetup.dispositionRequired')}
        checked={dispositionRequired}
        onChange={(event) => set('dispositionRequired', event.currentTarget.checked)}
        data-testid="queue-dispositionRequired"
      />
    </>
  );
}

function RingMore({ queue: { strategy, ringMore }, set }: RulesProps) {
  const { t } = useTranslation();
  if (strategy !== 'ring-progressively') return null;
  const change = (part: Partial<typeof ringMore>) => set('ringMore', { ...ringMore, ...part });
  return (
    <>
      <NumberField
        label={t('queueSetup.ringFirst')}
        value={ringMore.first}
        least={1}
        most={20}
        commit={(first) => change({ first: first ?? 1 })}
        testId="queue-ring-first"
      />
      <NumberField
        label={t('queueSetup.ringEveryS')}
        value={ringMore.everyS}
        least={1}
        most={60}
        unit={t('queueSetup.seconds')}
        commit={(everyS) => change({ everyS: everyS ?? 5 })}
        testId="queue-ring-everyS"
      />
    </>
  );
}

function Share({ of, queue, set }: RulesProps & { readonly of: 'surveyShare' | 'serviceLevelGoal' }) {
  const { t } = useTranslation();
  return (
    <NumberField
      label={t(`queueSetup.${of}`)}
      value={Math.round(queue[of] * 100)}
      least={0}
      most={100}
      unit="%"
      commit={(percent) => set(of, (percent ?? 0) / 100)}
      testId={`queue-${of}`}
    />
  );
}
