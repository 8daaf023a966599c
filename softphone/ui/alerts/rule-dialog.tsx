import { Button, Checkbox, Group, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { alertMeasures } from '../../../server/contract/alert-measures';
import {
  alertMeasureNames,
  alertRuleRequestSchema,
  type AlertRuleRequest,
  type AlertRuleView,
} from '../../../server/contract/alerts';
import { Dialog } from '../settings/dialogs';
import { useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

const blank: AlertRuleRequest = {
  ...{ name: '', measure: 'longest-wait', threshold: 60, forS: 10, queueId: null },
  ...{ roles: ['supervisor', 'admin'], emails: [], active: true },
};
const roles = ['supervisor', 'admin'] as const;

/** A new rule, or one to be changed. */
export function RuleDialog({ rule, close }: { rule: AlertRuleView | null; close: () => void }) {
  const { t } = useTranslation();
  const { api, queues } = useSoftphone();
  const queries = useQueryClient();
  const known = useObservable(queues);
  const [draft, setDraft] = useState<AlertRuleRequest>(() => (rule ? requestOf(rule) : blank));
  const set = (change: Partial<AlertRuleRequest>): void => setDraft({ ...draft, ...change });
  const checked = alertRuleRequestSchema.safeParse(draft);
  const save = useCommand(async () => {
    if (rule) await api.alerts.changeRule(rule.ruleId, draft);
    else await api.alerts.addRule(draft);
    await queries.invalidateQueries({ queryKey: ['alert-rules'] });
    close();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (checked.success) void save.run();
  };
  const { scope, breach } = alertMeasures[draft.measure];
  return (
    <Dialog title={t(rule ? 'alerts.change' : 'alerts.add')} close={close} testId="rule-dialog">
      <form onSubmit={submit}>
        <Stack gap={12}>
          <TextInput
            label={t('alerts.name')}
            required
            maxLength={80}
            data-autofocus
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            data-testid="rule-name"
          />
          <Select
            label={t('alerts.measure')}
            data={alertMeasureNames.map((value) => ({ value, label: t(`alertMeasure.${value}`) }))}
            value={draft.measure}
            allowDeselect={false}
            onChange={(value) => {
              const measure = value ?? draft.measure;
              set({ measure, ...(alertMeasures[measure].scope === 'centre' ? { queueId: null } : {}) });
            }}
            data-testid="rule-measure"
          />
          <Group grow align="start">
            <NumberInput
              label={t(`alerts.${breach}Limit`)}
              min={0}
              value={draft.threshold}
              onChange={(value) => set({ threshold: Number(value) })}
              data-testid="rule-threshold"
            />
            <NumberInput
              label={t('alerts.forHowLong')}
              min={0}
              max={3600}
              allowDecimal={false}
              value={draft.forS}
              onChange={(value) => set({ forS: Number(value) })}
              data-testid="rule-for"
            />
          </Group>
          {scope === 'queue' && (
            <Select
              label={t('alerts.of')}
              placeholder={t('alerts.eachQueue')}
              data={known.map(({ queueId, name }) => ({ value: queueId, label: name }))}
              value={draft.queueId}
              onChange={(queueId) => set({ queueId })}
              searchable
              clearable
              data-testid="rule-queue"
            />
          )}
          <Checkbox.Group
            label={t('alerts.desks')}
            value={draft.roles}
            onChange={(chosen) => set({ roles: roles.filter((role) => chosen.includes(role)) })}
          >
            <Group mt={4}>
              {roles.map((role) => (
                <Checkbox key={role} value={role} label={t(`alerts.${role}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <TagsInput
            label={t('alerts.emails')}
            description={t('alerts.emailsHint')}
            value={draft.emails}
            onChange={(emails) => set({ emails })}
            maxTags={20}
            data-testid="rule-emails"
          />
          <Button type="submit" disabled={!checked.success} loading={save.pending} data-testid="rule-save">
            {t('alerts.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

export function requestOf(rule: AlertRuleView): AlertRuleRequest {
  const { name, measure, threshold, forS, queueId, roles: told, emails, active } = rule;
  return { name, measure, threshold, forS, queueId, roles: told, emails, active };
}
