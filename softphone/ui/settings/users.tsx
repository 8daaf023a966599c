import { Badge, Button, Group, PasswordInput, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewUser, UserAccount } from '../../../server/contract/users';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { ConfirmDialog, Dialog } from './dialogs';

const roles = ['agent', 'supervisor', 'admin'] as const;
const LEAST_PASSWORD = 10;

/** Who may log in and as what; what is changed holds at once. */
export function Users() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [adds, setAdds] = useState(false);
  const { data, error } = useQuery({ queryKey: ['users'], queryFn: api.users.list });
  return (
    <>
      <Button
        size="xs"
        variant="light"
        leftSection={<IconPlus size={14} />}
        onClick={() => setAdds(true)}
        data-testid="user-add"
      >
        {t('users.add')}
      </Button>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data && (
        <Table verticalSpacing={6} horizontalSpacing={8} mt="sm" aria-label={t('settings.tab-users')}>
          <Table.Thead>
            <Table.Tr>
              {(['login', 'name', 'role', 'agentId', 'state'] as const).map((column) => (
                <Table.Th key={column}>{t(`users.${column}`)}</Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((user) => (
              <UserRow key={user.userId} user={user} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {adds && <AddUser close={() => setAdds(false)} />}
    </>
  );
}

function UserRow({ user }: { user: UserAccount }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [asked, ask] = useState<'lock' | 'unlock' | 'password' | null>(null);
  const { userId, displayName, role, isLocked } = user;
  const save = (change: Partial<Pick<UserAccount, 'role' | 'isLocked'>>) =>
    api.users
      .change(userId, { displayName, role, isLocked, ...change })
      .finally(() => queries.invalidateQueries({ queryKey: ['users'] }));
  const setRole = useCommand((next: UserAccount['role']) => save({ role: next }));
  const turn = isLocked ? 'unlock' : 'lock';
  return (
    <Table.Tr data-testid="user-row" data-login={user.login} data-state={isLocked ? 'locked' : 'open'}>
      <Table.Td fw={500}>{user.login}</Table.Td>
      <Table.Td>{displayName}</Table.Td>
      <Table.Td>
        <Select
          size="xs"
          w={130}
          aria-label={t('users.roleOf', { login: user.login })}
          data={roles
            .filter((each) => each !== 'agent' || user.agentId !== null)
            .map((value) => ({ value, label: t(`users.role-${value}`) }))}
          value={role}
          allowDeselect={false}
          disabled={setRole.pending}
          onChange={(next) => {
            const chosen = roles.find((each) => each === next);
            if (chosen && chosen !== role) void setRole.run(chosen);
          }}
        />
      </Table.Td>
      <Table.Td className="digits">{user.agentId ?? '–'}</Table.Td>
      <Table.Td>
        <Badge color={isLocked ? 'stop' : 'go'}>{t(isLocked ? 'users.locked' : 'users.open')}</Badge>
      </Table.Td>
      <Table.Td ta="right" className="no-wrap">
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => ask('password')}
          data-testid="user-password"
        >
          {t('users.password')}
        </Button>
        <Button
          size="compact-xs"
          variant="light"
          color={isLocked ? 'brand' : 'stop'}
          ml={6}
          onClick={() => ask(turn)}
          data-testid={`user-${turn}`}
        >
          {t(`users.${turn}`)}
        </Button>
        {asked === 'password' && <NewPassword user={user} close={() => ask(null)} />}
        {(asked === 'lock' || asked === 'unlock') && (
          <ConfirmDialog
            title={t(`users.${asked}`)}
            question={t(`users.${asked}What`, { login: user.login })}
            button={t(`users.${asked}`)}
            act={() => save({ isLocked: asked === 'lock' })}
            close={() => ask(null)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function NewPassword({ user, close }: { user: UserAccount; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [password, setPassword] = useState('');
  const command = useCommand(() => api.users.setPassword(user.userId, password));
  return (
    <Dialog title={t('users.passwordOf', { login: user.login })} close={close} testId="user-password-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void command.run().then((done) => {
            if (!done) return;
            notifications.show({ color: 'go', message: t('users.passwordSet') });
            close();
          });
        }}
      >
        <Stack gap={12}>
          <Text size="sm">{t('users.passwordWhat')}</Text>
          <PasswordField value={password} change={setPassword} />
          <Button
            type="submit"
            disabled={password.length < LEAST_PASSWORD}
            loading={command.pending}
            data-testid="user-password-set"
          >
            {t('users.password')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}

function PasswordField({ value, change }: { value: string; change: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t('users.newPassword')}
      description={t('users.passwordHint')}
      autoComplete="new-password"
      maxLength={200}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('users.showPassword') }}
      data-testid="user-new-password"
    />
  );
}

function AddUser({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [user, setUser] = useState<NewUser>({
    ...{ login: '', displayName: '', role: 'agent', agentId: null, password: '' },
  });
  const set = (change: Partial<NewUser>): void => setUser({ ...user, ...change });
  const isReady =
    /^[a-z0-9][a-z0-9._@-]{0,63}$/i.test(user.login.trim()) &&
    user.displayName.trim() !== '' &&
    (user.agentId === null ? user.role !== 'agent' : /^[0-9]{1,8}$/.test(user.agentId)) &&
    user.password.length >= LEAST_PASSWORD;
  const command = useCommand(() =>
    api.users.add(user).finally(() => queries.invalidateQueries({ queryKey: ['users'] })),
  );
  return (
    <Dialog title={t('users.add')} close={close} testId="user-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          void command.run().then((done) => {
            if (done) close();
          });
        }}
      >
        <Stack gap={10}>
          <TextInput
            label={t('users.login')}
            data-autofocus
            autoComplete="off"
            maxLength={64}
            value={user.login}
            onChange={(event) => set({ login: event.currentTarget.value })}
            data-testid="user-login"
          />
          <TextInput
            label={t('users.name')}
            maxLength={80}
            value={user.displayName}
            onChange={(event) => set({ displayName: event.currentTarget.value })}
            data-testid="user-name"
          />
          <Group grow>
            <Select
              label={t('users.role')}
              data={roles.map((value) => ({ value, label: t(`users.role-${value}`) }))}
              value={user.role}
              allowDeselect={false}
              onChange={(next) => set({ role: roles.find((each) => each === next) ?? 'agent' })}
              data-testid="user-role"
            />
            <TextInput
              label={t('users.agentId')}
              maxLength={8}
              value={user.agentId ?? ''}
              onChange={({ currentTarget: { value } }) => set({ agentId: value === '' ? null : value })}
              data-testid="user-agent-id"
            />
          </Group>
          <PasswordField value={user.password} change={(password) => set({ password })} />
          <Button type="submit" disabled={!isReady} loading={command.pending} data-testid="user-create">
            {t('users.create')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
