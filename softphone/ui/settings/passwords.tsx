import { Badge, Button, Group, SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallerPasswordView } from '../../../server/contract/self-service';
import type { AccountKind } from '../../api-client/settings-api';
import { formatPhoneNumber } from '../../desk/phone-number';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useDisplay } from '../use-display';
import { ConfirmDialog } from './dialogs';

/** Callers' passwords: which are locked, and one looked up; unlocking says why. */
export function Passwords() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data, error } = useQuery({
    queryKey: ['passwords', 'locked'],
    queryFn: api.settings.lockedPasswords,
    refetchInterval: 30_000,
  });
  return (
    <>
      <LookUp />
      <h3 className="section-title">{t('passwords.locked')}</h3>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('passwords.noneLocked')}
        </Text>
      )}
      {data && data.items.length > 0 && <PasswordTable passwords={data.items} />}
    </>
  );
}

function LookUp() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [kind, setKind] = useState<AccountKind>('line');
  const [typed, setTyped] = useState('');
  const [asked, ask] = useState<{ kind: AccountKind; number: string } | null>(null);
  const { data, error } = useQuery({
    queryKey: ['passwords', 'one', asked],
    queryFn: () => (asked ? api.settings.password(asked.kind, asked.number) : null),
    enabled: asked !== null,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') ask({ kind, number: typed.trim() });
  };
  return (
    <>
      <form onSubmit={submit}>
        <Group gap={8} align="flex-end">
          <SegmentedControl
            size="xs"
            aria-label={t('passwords.look')}
            value={kind}
            onChange={(value) => setKind(value)}
            data={(['line', 'contract'] as const).map((value) => ({
              value,
              label: t(`passwords.kind-${value}`),
            }))}
          />
          <TextInput
            size="xs"
            w={240}
            aria-label={t('passwords.number')}
            placeholder={t('passwords.number')}
            maxLength={64}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-testid="password-number"
          />
          <Button size="xs" type="submit" variant="light" data-testid="password-look-up">
            {t('passwords.check')}
          </Button>
        </Group>
      </form>
      {error && (
        <Text size="sm" mt={8} role="alert" data-testid="error-message">
          {errorSentence(t, error)}
        </Text>
      )}
      {data && <PasswordTable passwords={[data]} />}
    </>
  );
}

function PasswordTable({ passwords }: { passwords: readonly CallerPasswordView[] }) {
  return (
    <Table className="records" verticalSpacing={6} horizontalSpacing={8} mt={8}>
      <Table.Tbody>
        {passwords.map((password) => (
          <PasswordRow key={`${password.kind}/${password.number}`} password={password} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

const stateColors: Readonly<Record<CallerPasswordView['state'], string>> = {
  none: 'gray',
  set: 'go',
  locked: 'stop',
};

function PasswordRow({ password }: { password: CallerPasswordView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const display = useDisplay();
  const [asked, ask] = useState<'unlock' | 'remove' | null>(null);
  const { kind, number, state, wrongCount, lockedUntil } = password;
  const shown = kind === 'line' ? formatPhoneNumber(number) : number;
  const act = async (reason: string): Promise<void> => {
    const { unlockPassword, removePassword } = api.settings;
    await (asked === 'remove' ? removePassword : unlockPassword)(kind, number, reason);
    notifications.show({ color: 'go', message: t('passwords.done') });
    await queries.invalidateQueries({ queryKey: ['passwords'] });
  };
  return (
    <Table.Tr data-testid="password-row" data-state={state} data-number={number}>
      <Table.Td className="digits" fw={500}>
        {shown}
      </Table.Td>
      <Table.Td className="cell-quiet">{t(`passwords.kind-${kind}`)}</Table.Td>
      <Table.Td>
        <Badge color={stateColors[state]}>{t(`passwords.state-${state}`)}</Badge>
      </Table.Td>
      <Table.Td className="digits cell-quiet">
        {lockedUntil !== null && t('passwords.until', { when: display.date(lockedUntil) })}
        {wrongCount > 0 && ` · ${t('passwords.wrong', { count: wrongCount })}`}
      </Table.Td>
      <Table.Td ta="right" className="no-wrap">
        {state === 'locked' && (
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => ask('unlock')}
            data-testid="password-unlock"
          >
            {t('passwords.unlock')}
          </Button>
        )}
        {state !== 'none' && (
          <Button size="compact-xs" variant="subtle" color="stop" ml={6} onClick={() => ask('remove')}>
            {t('passwords.remove')}
          </Button>
        )}
        {asked && (
          <ConfirmDialog
            title={t(`passwords.${asked}`)}
            question={t(`passwords.${asked}What`, { number: shown })}
            button={t(`passwords.${asked}`)}
            needsReason
            act={act}
            close={() => ask(null)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
