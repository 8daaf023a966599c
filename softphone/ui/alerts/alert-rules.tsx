import { Button, Group, Switch, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertRuleView } from '../../../server/contract/alerts';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { requestOf, RuleDialog } from './rule-dialog';
import { useAlertWords } from './use-alert-words';

/** When alerts are raised, and who is told; admins change it. */
export function AlertRules({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [edited, edit] = useState<AlertRuleView | 'new' | null>(null);
  const { data } = useQuery({ queryKey: ['alert-rules'], queryFn: api.alerts.rules });
  return (
    <>
      {mayChange && (
        <Group justify="flex-end" mb={6}>
          <Button
            size="xs"
            leftSection={<IconPlus size={16} />}
            onClick={() => edit('new')}
            data-testid="add-rule"
          >
            {t('alerts.add')}
          </Button>
        </Group>
      )}
      {data?.length === 0 && <Text c="dimmed">{t('alerts.noRules')}</Text>}
      {data && data.length > 0 && (
        <Table className="records" verticalSpacing={6} data-testid="rules-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('alerts.rule')}</Table.Th>
              <Table.Th>{t('alerts.of')}</Table.Th>
              <Table.Th>{t('alerts.when')}</Table.Th>
              <Table.Th>{t('alerts.told')}</Table.Th>
              <Table.Th>{t('alerts.active')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((rule) => (
              <RuleRow key={rule.ruleId} rule={rule} mayChange={mayChange} change={() => edit(rule)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {edited !== null && <RuleDialog rule={edited === 'new' ? null : edited} close={() => edit(null)} />}
    </>
  );
}

interface RowProps {
  readonly rule: AlertRuleView;
  readonly mayChange: boolean;
  readonly change: () => void;
}

function RuleRow({ rule, mayChange, change }: RowProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const words = useAlertWords();
  const [isAsking, setAsking] = useState(false);
  const { ruleId, name, forS, roles, emails, active } = rule;
  const listed = () => queries.invalidateQueries({ queryKey: ['alert-rules'] });
  const switchTo = useCommand(async (wanted: boolean) => {
    await api.alerts.changeRule(ruleId, { ...requestOf(rule), active: wanted });
    await listed();
  });
  return (
    <Table.Tr data-testid="rule-row">
      <Table.Td fw={500}>{name}</Table.Td>
      <Table.Td>{words.of(rule)}</Table.Td>
      <Table.Td>
        {words.limit(rule)}
        {forS > 0 && ` · ${t('alerts.forS', { count: forS })}`}
      </Table.Td>
      <Table.Td className="cell-wide cell-long">
        {[...roles.map((role) => t(`alerts.${role}`)), ...emails].join(', ')}
      </Table.Td>
      <Table.Td>
        <Switch
          size="xs"
          aria-label={`${t('alerts.active')}: ${name}`}
          checked={active}
          disabled={!mayChange || switchTo.pending}
          onChange={(event) => void switchTo.run(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td ta="right" className="no-wrap">
        {mayChange && (
          <>
            <Button size="compact-xs" variant="subtle" onClick={change} data-testid="rule-change">
              {t('alerts.change')}
            </Button>
            <Button size="compact-xs" variant="subtle" color="stop" onClick={() => setAsking(true)}>
              {t('alerts.remove')}
            </Button>
          </>
        )}
        {isAsking && (
          <ConfirmDialog
            title={t('alerts.remove')}
            question={t('alerts.removeWhat', { name })}
            button={t('alerts.remove')}
            act={() => api.alerts.removeRule(ruleId).then(listed)}
            close={() => setAsking(false)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
