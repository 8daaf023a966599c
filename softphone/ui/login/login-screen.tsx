import {
  Alert,
  Box,
  Button,
  Group,
  Modal,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api-client/api-error';
import type { SignOutReason } from '../../app/session';
import { errorSentence } from '../error-sentence';
import { Logo } from '../logo';
import { LanguageSwitch, ThemeSwitch } from '../shell/switches';
import { useSoftphone } from '../softphone-context';

export function LoginScreen({ why }: { why: SignOutReason | null }) {
  const { t } = useTranslation();
  return (
    <Box component="main" className="login">
      <Group className="login-switches" gap={4}>
        <LanguageSwitch />
        <ThemeSwitch />
      </Group>
      <Paper className="login-card" shadow="md" p={32} withBorder>
        <Group gap="sm" mb="lg">
          <Logo size={40} />
          <div>
            <Text fw={700} size="xl" lh={1.1}>
              Kiloline
            </Text>
            <Text c="dimmed" size="sm">
              {t('app.title')}
            </Text>
          </div>
        </Group>
        <LoginForm why={why} />
      </Paper>
    </Box>
  );
}

function LoginForm({ why }: { why: SignOutReason | null }) {
  const { t } = useTranslation();
  const { session } = useSoftphone();
  const [problem, setProblem] = useState<string | null>(null);
  const [elsewhere, setElsewhere] = useState(false);
  const [pending, setPending] = useState(false);
  const required = (value: string) => (value.trim() === '' ? t('login.required') : null);
  const form = useForm({
    initialValues: { login: '', password: '' },
    validate: { login: required, password: required },
  });
  const signIn = async (takeOver: boolean): Promise<void> => {
    setPending(true);
    setProblem(null);
    setElsewhere(false);
    try {
      await session.signIn(form.values.login.trim(), form.values.password, takeOver);
    } catch (error) {
      setPending(false);
      if (error instanceof ApiError && error.code === 'already-logged-in') setElsewhere(true);
      else setProblem(errorSentence(t, error));
    }
  };
  return (
    <form onSubmit={form.onSubmit(() => void signIn(false))} noValidate>
      <Stack gap="md">
        <Title order={1} size="h4">
          {t('login.heading')}
        </Title>
        {problem === null && why !== null && (
          <Alert color="wait" data-testid="login-why">
            {t(`login.out-${why}`)}
          </Alert>
        )}
        {problem !== null && (
          <Alert color="stop" role="alert" data-testid="error-message">
            {problem}
          </Alert>
        )}
        <TextInput
          label={t('login.user')}
          size="md"
          autoComplete="username"
          autoFocus
          data-testid="login-user"
          {...form.getInputProps('login')}
        />
        <PasswordInput
          label={t('login.password')}
          size="md"
          autoComplete="current-password"
          data-testid="login-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" loading={pending} fullWidth data-testid="login-submit">
          {t('login.submit')}
        </Button>
      </Stack>
      <TakeOverDialog open={elsewhere} close={() => setElsewhere(false)} confirm={() => void signIn(true)} />
    </form>
  );
}

function TakeOverDialog(props: { open: boolean; close: () => void; confirm: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.open}
      onClose={props.close}
      title={t('login.elsewhere')}
      centered
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Text>{t('login.elsewhereText')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={props.close}>
          {t('login.cancel')}
        </Button>
        <Button onClick={props.confirm} data-testid="take-over" data-autofocus>
          {t('login.takeOver')}
        </Button>
      </Group>
    </Modal>
  );
}
