import { Center, Loader, MantineProvider, Stack, Text } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Softphone } from '../app/compose';
import { LoginScreen } from './login/login-screen';
import { SoftphoneProvider, useObservable, useSoftphone } from './softphone-context';
import { cssVariables, theme } from './theme';

const loadShell = () => import('./shell/shell').then(({ Shell: component }) => ({ default: component }));
const Shell = lazy(loadShell);

export function App({ softphone }: { softphone: Softphone }) {
  // The login needs little; the desk comes while the person types.
  useEffect(() => void loadShell(), []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={softphone.queries}>
        <SoftphoneProvider softphone={softphone}>
          <Notifications position="bottom-right" limit={4} />
          <Gate />
        </SoftphoneProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Gate() {
  const { t } = useTranslation();
  const session = useObservable(useSoftphone().session.state);
  switch (session.name) {
    case 'unknown':
      return <Waiting text={t('app.loading')} />;
    case 'unreachable':
      return <Waiting text={t('app.unreachable')} />;
    case 'out':
      return <LoginScreen why={session.why} />;
    case 'in':
      return (
        <Suspense fallback={<Waiting text={t('app.loading')} />}>
          <Shell user={session.user} />
        </Suspense>
      );
  }
}

function Waiting({ text }: { text: string }) {
  return (
    <Center h="100vh" role="status">
      <Stack align="center" gap="sm">
        <Loader size="sm" />
        <Text c="dimmed">{text}</Text>
      </Stack>
    </Center>
  );
}
