import { Alert, Badge, Group, Switch, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRuleView } from '../../../server/contract/approval';
import type { UserView } from '../../../server/contract/rest';
import { errorSentence } from '../error-sentence';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';
import { useChangeWords } from './field-changes';

/** What needs a second pair of eyes. Administrators settle it; everybody who answers for data sees it. */
export function ApprovalRules({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [asked, ask] = useState<ApprovalRuleView | null>(null);
  const { data, error } = useQuery({ queryKey: ['approval-rules'], queryFn: api.approval.rules });
  return (
    <>
      <Text size="sm" mb="xs">
        {t('approval.intro')}
      </Text>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data && (
        <Table verticalSpacing={8} horizontalSpacing={8} aria-label={t('maintenance.tab-rules')}>
          <Table.Tbody>
            {data.map((rule) => (
              <RuleRow key={rule.rule} rule={rule} ask={user.role === 'admin' ? ask : null} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {asked && <RuleDialog rule={asked} close={() => ask(null)} />}
    </>
  );
}

function RuleRow(props: { rule: ApprovalRuleView; ask: ((rule: ApprovalRuleView) => void) | null }) {
  const { rule, ask } = props;
  const { t } = useTranslation();
  const display = useDisplay();
  const changeWords = useChangeWords();
  const name = t(`approval.rule-${rule.rule}`);
  return (
    <Table.Tr data-testid="approval-rule" data-rule={rule.rule} data-state={rule.isOn ? 'on' : 'off'}>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {rule.fields.map(changeWords.field).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td>
        {rule.version > 1 && (
          <Text size="xs" c="dimmed">
            {rule.changedBy} · {display.date(rule.changedAt)} · {rule.why}
          </Text>
        )}
        {!rule.isOn && rule.bindsMe && (
          <Text size="xs" data-testid="approval-rule-binds">
            {t('approval.bindsYou')}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">
        <Group justify="flex-end" gap={10} wrap="nowrap">
          <Badge color={rule.isOn ? 'wait' : 'gray'}>
            {rule.isOn ? t('approval.on') : t('approval.off')}
          </Badge>
          {ask && (
            <Switch
              aria-label={name}
              checked={rule.isOn}
              onChange={() => ask(rule)}
              data-testid="approval-rule-switch"
            />
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function RuleDialog({ rule, close }: { rule: ApprovalRuleView; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const name = t(`approval.rule-${rule.rule}`);
  return (
    <ConfirmDialog
      title={name}
      question={rule.isOn ? t('approval.switchOff', { name }) : t('approval.switchOn', { name })}
      button={rule.isOn ? t('approval.doOff') : t('approval.doOn')}
      needsReason
      act={async (why) => {
        try {
          await api.approval.changeRule(rule.rule, { isOn: !rule.isOn, version: rule.version, why });
        } finally {
          // Somebody else may have been faster: what is shown must be looked at again.
          await queries.invalidateQueries({ queryKey: ['approval-rules'] });
        }
      }}
      close={close}
    />
  );
}

/** Told where somebody is about to save: by which rules it will wait for somebody else. */
export function NeedsApproval({ rules }: { rules: readonly ApprovalRuleView[] }) {
  const { t } = useTranslation();
  if (rules.length === 0) return null;
  return (
    <Alert color="wait" mt="sm" p="xs" data-testid="needs-approval">
      {t('approval.needs', { rules: rules.map(({ rule }) => t(`approval.rule-${rule}`)).join(' · ') })}
    </Alert>
  );
}
