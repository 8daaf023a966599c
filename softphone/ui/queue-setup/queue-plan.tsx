import { Alert, Anchor, Badge, Button, Group, Table, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueChange, QueueEffect, QueuePlan as Plan } from '../../../server/contract/queue-versions';
import { ApplyForm } from '../versions';
import type { Look, QueueDraft, Stale } from './use-queue-draft';

const colors = { added: 'go', changed: 'brand', removed: 'stop' } as const;
const signs = { added: 'added', changed: 'changedSign', removed: 'removed' } as const;

/** What a look at the draft told, and what may be done with it then. */
export function QueueLook({ draft, go }: { draft: QueueDraft; go: (line: number) => void }) {
  const { look, stale } = draft;
  const told = useRef<HTMLDivElement>(null);
  // Below a long form it would not be noticed.
  useEffect(() => {
    if (look !== null || stale !== null) told.current?.scrollIntoView({ block: 'nearest' });
  }, [look, stale]);
  return (
    <div ref={told}>
      {stale && <StaleAlert stale={stale} merge={draft.merge} keepMine={draft.keepMine} />}
      {look && <Findings look={look} go={go} />}
      {look?.plan && (
        <>
          <QueuePlan plan={look.plan} drift={look.drift} />
          {look.plan.changes.length > 0 && <Apply apply={draft.apply} />}
        </>
      )}
    </div>
  );
}

function StaleAlert(props: { stale: Stale; merge: () => void; keepMine: () => void }) {
  const { t } = useTranslation();
  const { theirs, changes, conflicts } = props.stale;
  const { version } = theirs;
  return (
    <Alert
      color="wait"
      mt="sm"
      title={t('queueSetup.staleTitle', { by: theirs.appliedBy, version, why: theirs.why })}
      data-testid="queues-stale"
    >
      <Text size="sm">
        {conflicts > 0
          ? t('queueSetup.mergeConflicts', { count: conflicts, version })
          : t('queueSetup.staleText')}
      </Text>
      <QueueChanges changes={changes} />
      <Group gap={8} mt="xs">
        {conflicts === 0 && (
          <Button size="xs" onClick={props.merge} data-testid="queues-merge">
            {t('queueSetup.merge')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={props.keepMine} data-testid="queues-keep-mine">
          {t('queueSetup.keepMine')}
        </Button>
      </Group>
    </Alert>
  );
}

function Findings({ look, go }: { look: Look; go: (line: number) => void }) {
  const { t } = useTranslation();
  const { faults, warnings } = look.check;
  return (
    <>
      {(
        [
          ['faults', faults, 'stop'],
          ['warnings', warnings, 'wait'],
        ] as const
      ).map(
        ([kind, found, color]) =>
          found.length > 0 && (
            <Alert
              key={kind}
              color={color}
              variant="outline"
              mt="sm"
              title={t(`queueSetup.${kind}`, { count: found.length })}
              data-testid={`queues-${kind}`}
            >
              <ul className="plain-list fault-list">
                {found.map(({ line, message }, index) => (
                  <li key={index}>
                    <Anchor
                      component="button"
                      type="button"
                      size="sm"
                      className="digits"
                      onClick={() => go(line)}
                      data-testid="queues-line"
                    >
                      {t('queueSetup.line', { line })}
                    </Anchor>{' '}
                    <Text size="sm" span>
                      {message}
                    </Text>
                  </li>
                ))}
              </ul>
            </Alert>
          ),
      )}
    </>
  );
}

function QueuePlan({ plan, drift }: { plan: Plan; drift: Look['drift'] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('queueSetup.plan')} data-testid="queues-plan" data-based-on={plan.basedOn}>
      <h2 className="section-title">{t('queueSetup.planAgainst', { version: plan.basedOn })}</h2>
      {plan.changes.length === 0 && <Text size="sm">{t('queueSetup.nothingDiffers')}</Text>}
      <QueueChanges changes={plan.changes} />
      {plan.effects.length > 0 && <Effects effects={plan.effects} />}
      {drift && (
        <Text
          size="xs"
          mt={6}
          c={drift.differences.length === 0 ? 'dimmed' : 'stop'}
          data-testid="queues-drift"
          title={drift.differences.join('\n')}
        >
          {drift.differences.length === 0
            ? t('queueSetup.noDrift', { version: drift.version })
            : t('queueSetup.drift', { version: drift.version, count: drift.differences.length })}
        </Text>
      )}
    </section>
  );
}

export function QueueChanges({ changes }: { changes: readonly QueueChange[] }) {
  const { t } = useTranslation();
  return (
    <ul className="plain-list setup-changes">
      {changes.map(({ kind, text }) => (
        <li key={`${kind} ${text}`} data-testid="queues-change" data-kind={kind}>
          <Badge className="no-shrink" size="sm" color={colors[kind]}>
            {t(`queueSetup.${signs[kind]}`)}
          </Badge>{' '}
          <Text size="sm" span>
            {text}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** Whom it concerns at this moment. */
function Effects({ effects }: { effects: readonly QueueEffect[] }) {
  const { t } = useTranslation();
  const sides = (effect: QueueEffect, of: 'agents' | 'loggedIn'): string => {
    const [before, after] = [effect.before?.[of], effect.after?.[of]].map((side) =>
      side === undefined ? t('queueSetup.noQueue') : String(side),
    );
    return before === after ? (before ?? '') : `${before ?? ''} → ${after ?? ''}`;
  };
  return (
    <Table
      verticalSpacing={3}
      mt="xs"
      w="auto"
      aria-label={t('queueSetup.effects')}
      data-testid="queues-effects"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('queueSetup.effects')}</Table.Th>
          <Table.Th ta="right">{t('queueSetup.waitingNow')}</Table.Th>
          <Table.Th ta="right">{t('queueSetup.agentsAtOnce')}</Table.Th>
          <Table.Th ta="right">{t('queueSetup.loggedIn')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {effects.map((effect) => (
          <Table.Tr key={effect.queueId} data-testid="queues-effect" data-queue-id={effect.queueId}>
            <Table.Td>{effect.queueId}</Table.Td>
            <Table.Td ta="right" className="digits">
              {effect.waiting}
            </Table.Td>
            <Table.Td ta="right" className="digits">
              {sides(effect, 'agents')}
            </Table.Td>
            <Table.Td ta="right" className="digits">
              {sides(effect, 'loggedIn')}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Apply({ apply }: { apply: QueueDraft['apply'] }) {
  const { t } = useTranslation();
  return (
    <ApplyForm
      whyLabel={t('queueSetup.why')}
      button={t('queueSetup.apply')}
      mayApply
      pending={apply.pending}
      apply={apply.run}
      testId="queues"
    >
      <Text size="xs" c="dimmed" mt={6}>
        {t('queueSetup.places')}
      </Text>
    </ApplyForm>
  );
}
