import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestCallResult } from '../../../server/contract/campaign-acts';
import type { Campaign } from '../../../server/contract/campaigns';
import { Dialog } from '../settings/dialogs';
import { useSoftphone, useUi } from '../softphone-context';
import { useCommand } from '../use-command';
import { useVariables } from './use-campaign-draft';

interface TestCallProps {
  readonly campaign: Campaign;
  readonly close: () => void;
}

/** Calls one's own telephone, to hear the flow before the people on the list do. */
export function TestCallDialog({ campaign, close }: TestCallProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { detailCallId } = useUi();
  const needed = useVariables(campaign.flow).filter((name) => name !== 'name');
  const [number, setNumber] = useState('');
  const [variables, setVariables] = useState<Readonly<Record<string, string>>>({});
  const [result, setResult] = useState<TestCallResult | null>(null);
  const test = useCommand(async () => {
    setResult(null);
    setResult(await api.campaigns.testCall(campaign.campaignId, { number: number.trim(), variables }));
  });
  const isReady = number.trim() !== '' && needed.every((name) => (variables[name] ?? '').trim() !== '');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isReady) void test.run();
  };
  const callId = result?.callId ?? null;
  return (
    <Dialog title={t('campaigns.test')} close={close} testId="test-call-dialog">
      <form onSubmit={submit}>
        <Stack gap={12}>
          <Text size="sm">{t('campaigns.testWhat')}</Text>
          <TextInput
            label={t('explain.number')}
            data-autofocus
            maxLength={64}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            data-testid="test-number"
          />
          {needed.map((name) => (
            <TextInput
              key={name}
              label={name}
              maxLength={200}
              value={variables[name] ?? ''}
              onChange={(event) => setVariables({ ...variables, [name]: event.currentTarget.value })}
              data-testid={`test-variable-${name}`}
            />
          ))}
          {result !== null && (
            <Text
              size="sm"
              c={result.refused === null ? 'go' : 'stop'}
              role="status"
              data-testid="test-result"
            >
              {t(`campaigns.tested-${result.refused ?? 'calling'}`)}
            </Text>
          )}
          <Button type="submit" disabled={!isReady} loading={test.pending} data-testid="test-do">
            {t('campaigns.testDo')}
          </Button>
          {callId !== null && (
            <Button variant="default" onClick={() => detailCallId.set(callId)} data-testid="test-call-detail">
              {t('explain.call')}
            </Button>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}
