import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PackPlan as Plan, PlanPart } from '../../../server/contract/packs';
import { valueText } from '../../desk/change-view';
import { planCounts } from '../../desk/pack-draft';

const colors = { added: 'go', changed: 'brand', removed: 'stop' } as const;

/** "+2 −1 ~3", in words. */
export function PlanCounts({ parts }: { parts: readonly PlanPart[] }) {
  const { t } = useTranslation();
  const counts = planCounts(parts);
  if (parts.length === 0) return <Text size="sm">{t('packs.nothingDiffers')}</Text>;
  return (
    <Group gap={6} data-testid="plan-counts">
      {(['added', 'changed', 'removed'] as const).map((change) => (
        <Badge key={change} color={counts[change] === 0 ? 'gray' : colors[change]}>
          {t(`packs.${change}`)} {counts[change]}
        </Badge>
      ))}
    </Group>
  );
}

/** What new calls would get that they do not get now, part by part. */
export function PackPlan({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('packs.plan')} data-testid="pack-plan" data-base={plan.base}>
      <Group gap={10} mt="sm" mb={6}>
        <h3 className="section-title section-title-first">
          {plan.base === 0 ? t('packs.planNew') : t('packs.planAgainst', { version: plan.base })}
        </h3>
        <PlanCounts parts={plan.parts} />
      </Group>
      <ul className="plain-list plan">
        {plan.parts.map((part) => (
          <li key={`${part.part} ${part.id}`} data-testid="plan-part" data-change={part.change}>
            <Group gap={8} wrap="nowrap">
              <Badge className="no-shrink" color={colors[part.change]}>
                {t(`packs.${part.change}`)}
              </Badge>
              <Text size="sm" fw={600}>
                {t(`packs.part-${part.part}`)} <code>{part.id}</code>
              </Text>
            </Group>
            <PartFields part={part} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of what is new or gone what stands in it; of what is changed both sides. */
function PartFields({ part }: { part: PlanPart }) {
  const { t } = useTranslation();
  return (
    <dl className="field-changes">
      {part.fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {part.change !== 'added' && <del>{textOf(before) ?? t('maintenance.nothing')}</del>}
            {part.change === 'changed' && ' → '}
            {part.change !== 'removed' && <ins>{textOf(after) ?? t('maintenance.nothing')}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const textOf = (value: unknown): string | null => valueText(value);
