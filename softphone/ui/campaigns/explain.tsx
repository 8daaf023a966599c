import { Alert, Badge, Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialDecision, NumberExplanation } from '../../../server/contract/campaigns';
import { evidenceOf } from '../../desk/evidence-view';
import { errorSentence } from '../error-sentence';
import { useSoftphone, useUi } from '../softphone-context';
import { useDisplay } from '../use-display';

/** Why was, or was not, this number called? */
export function Explain() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [typed, type] = useState('');
  const [asked, ask] = useState<string | null>(null);
  const { data, error, isFetching } = useQuery({
    queryKey: ['campaigns', 'explain', asked],
    queryFn: () => (asked === null ? null : api.campaigns.explain(asked)),
    enabled: asked !== null,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') ask(typed.trim());
  };
  return (
    <>
      <form onSubmit={submit} role="search">
        <Group gap="sm" align="flex-end" mb="sm">
          <TextInput
            size="sm"
            w={280}
            label={t('explain.number')}
            placeholder="138 0013 8000"
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
            data-testid="explain-number"
          />
          <Button
            type="submit"
            size="sm"
            loading={isFetching}
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            data-testid="explain-ask"
          >
            {t('explain.ask')}
          </Button>
        </Group>
      </form>
      {error ? (
        <Text role="alert">{errorSentence(t, error)}</Text>
      ) : data ? (
        <Explanation found={data} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('explain.what')}
        </Text>
      )}
    </>
  );
}

function Explanation({ found }: { found: NumberExplanation }) {
  const { t } = useTranslation();
  return (
    <section aria-label={found.number} data-testid="explanation">
      {found.doNotCall.map(({ entryId, kind, value, reason, by }) => (
        <Alert key={entryId} color="stop" p="xs" mb={6} data-testid="explain-blocked">
          {t('explain.blocked', { kind: t(`doNotCall.kind-${kind}`), value, reason, by })}
        </Alert>
      ))}
      {found.decisions.length === 0 ? (
        <Text size="sm" role="status" data-testid="explain-none">
          {t('explain.none', { number: found.number })}
        </Text>
      ) : (
        <Decisions decisions={found.decisions} />
      )}
    </section>
  );
}

function Decisions({ decisions }: { decisions: readonly DialDecision[] }) {
  const { t } = useTranslation();
  return (
    <Table className="records" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          {(['at', 'campaign', 'decision', 'why'] as const).map((column) => (
            <Table.Th key={column}>{t(`explain.${column}`)}</Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {decisions.map((decision, nth) => (
          <DecisionRow key={nth} decision={decision} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function DecisionRow({ decision }: { decision: DialDecision }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { detailCallId } = useUi();
  const { rule, until, callId, result, sipStatus, answerer } = decision;
  const isCall = decision.decision === 'dialled';
  return (
    <Table.Tr data-testid="decision-row" data-rule={rule}>
      <Table.Td className="digits no-wrap">{display.date(decision.at)}</Table.Td>
      <Table.Td>{decision.campaignId}</Table.Td>
      <Table.Td>
        <Badge color={isCall ? 'go' : 'gray'}>{t(isCall ? 'explain.called' : 'explain.notCalled')}</Badge>
        <Text size="xs" mt={2}>
          {isCall
            ? `${result === null ? t('explain.onPhone') : t(`dialResult.${result}`)}${sipStatus === null ? '' : ` · SIP ${sipStatus}`}`
            : until === null
              ? t('explain.never')
              : t('explain.until', { at: display.date(until) })}
        </Text>
        {answerer !== null && (
          <Text size="xs" data-testid="decision-answerer">
            {t('explain.answered', {
              who: t(`answerer.${answerer.answerer}`),
              why: t(`answerer.by-${answerer.reason}`),
              seconds: (answerer.atMs / 1000).toFixed(1),
            })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {!isCall && <strong>{t(`dialRule.${rule}`)}</strong>}
        <ul className="evidence">
          {evidenceOf(t, decision.evidence).map(({ name, saw }) => (
            <li key={name} data-decisive={name === rule}>
              {saw}
            </li>
          ))}
        </ul>
      </Table.Td>
      <Table.Td ta="right">
        {callId !== null && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => detailCallId.set(callId)}
            data-testid="decision-call"
          >
            {t('explain.call')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
