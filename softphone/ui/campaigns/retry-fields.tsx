import { Select, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  retriedResults,
  statusResults,
  usualRetry,
  type Campaign,
  type RetryRule,
} from '../../../server/contract/campaigns';
import { without } from '../../desk/campaign-draft';
import { NumberField } from '../queue-setup/fields';
import { errorAt } from './fault-sentence';
import { PairFields } from './pair-fields';
import type { PartProps } from './what-fields';

type Retried = (typeof retriedResults)[number];
const MOST_TIMES = 20;

/** Whether and when somebody is called again, by what came of the call. */
export function RetryFields({ draft: { campaign, set } }: PartProps) {
  const { t } = useTranslation();
  const { retry } = campaign;
  return (
    <Table className="records" verticalSpacing={3} data-testid="campaign-retry" w="auto">
      <Table.Tbody>
        {retriedResults.map((result) => (
          <Table.Tr key={result}>
            <Table.Th scope="row" fw={500}>
              {t(`dialResult.${result}`)}
            </Table.Th>
            <RetryOf
              result={result}
              rule={retry[result]}
              commit={(rule) => set({ retry: withRule(retry, result, rule) })}
            />
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const withRule = (
  retry: Campaign['retry'],
  result: Retried,
  rule: RetryRule | undefined,
): Campaign['retry'] => (rule === undefined ? without(retry, result) : { ...retry, [result]: rule });

interface RetryOfProps {
  readonly result: Retried;
  readonly rule: RetryRule | undefined;
  /** undefined: as usual. */
  readonly commit: (rule: RetryRule | undefined) => void;
}

function RetryOf({ result, rule, commit }: RetryOfProps) {
  const { t } = useTranslation();
  const usual = usualRetry[result];
  const usually =
    usual === 'never'
      ? t('campaignForm.usualNever')
      : t('campaignForm.usual', { minutes: usual.afterMinutes });
  const kind = rule === undefined ? 'usual' : rule === 'never' ? 'never' : 'after';
  return (
    <>
      <Table.Td>
        <Select
          size="xs"
          w={220}
          aria-label={t(`dialResult.${result}`)}
          data={[
            { value: 'usual', label: usually },
            { value: 'never', label: t('campaignForm.never') },
            { value: 'after', label: t('campaignForm.again') },
          ]}
          value={kind}
          allowDeselect={false}
          onChange={(next) => {
            if (next === 'usual') commit(undefined);
            if (next === 'never') commit('never');
            if (next === 'after') commit({ afterMinutes: 30, atMost: MOST_TIMES });
          }}
          data-testid={`retry-${result}`}
        />
      </Table.Td>
      <Table.Td>
        {typeof rule === 'object' && (
          <div className="campaign-retry">
            <NumberField
              hidesLabel
              label={t('campaignForm.afterMinutes')}
              value={rule.afterMinutes}
              least={1}
              most={43_200}
              unit={t('queueSetup.minutes')}
              commit={(minutes) => commit({ ...rule, afterMinutes: minutes ?? rule.afterMinutes })}
              testId={`retry-minutes-${result}`}
            />
            <Text size="xs">{t('campaignForm.atMost')}</Text>
            <NumberField
              hidesLabel
              label={t('campaignForm.atMost')}
              value={rule.atMost}
              least={1}
              most={MOST_TIMES}
              unit={t('campaignForm.times')}
              commit={(times) => commit({ ...rule, atMost: times ?? rule.atMost })}
              testId={`retry-times-${result}`}
            />
          </div>
        )}
      </Table.Td>
    </>
  );
}

/** What a SIP status says, where the network means something else by it. */
export function StatusFields({ draft: { campaign, set, faults } }: PartProps) {
  const { t } = useTranslation();
  const { results } = campaign;
  return (
    <PairFields
      title={t('campaignField.results')}
      pairs={Object.fromEntries(Object.entries(results).map(([status, result]) => [status, result ?? '']))}
      keyLabel={t('campaignForm.status')}
      keyExample="480"
      isKey={(key) => /^[456][0-9]{2}$/.test(key)}
      valueLabel={t('campaignForm.means')}
      values={statusResults.map((value) => ({ value, label: t(`dialResult.${value}`) }))}
      error={errorAt(t, faults, 'results')}
      commit={(next) =>
        set({
          results: Object.fromEntries(
            Object.entries(next).flatMap(([status, value]) => {
              const result = statusResults.find((each) => each === value);
              return result === undefined ? [] : [[status, result]];
            }),
          ),
        })
      }
      testId="campaign-results"
    />
  );
}
