import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MicrophoneError } from '../app/call-actions';
import { PreflightError } from '../app/preflight';
import { errorSentence } from './error-sentence';
import { useUi } from './softphone-context';

/** Shows why a command failed: a notification, the help for the microphone, or the check before Ready. */
export function useShowError(): (error: unknown) => void {
  const { t } = useTranslation();
  const { microphoneHelp, preflight } = useUi();
  return useCallback(
    (error) => {
      if (error instanceof MicrophoneError) {
        microphoneHelp.set(true);
        return;
      }
      if (error instanceof PreflightError) {
        preflight.set(true);
        return;
      }
      notifications.show({
        color: 'stop',
        title: t('errors.heading'),
        message: <span data-testid="error-message">{errorSentence(t, error)}</span>,
        autoClose: 8000,
        closeButtonProps: { 'aria-label': t('app.close') },
      });
    },
    [t, microphoneHelp, preflight],
  );
}

/** Runs a command once at a time; `pending` is for the button's spinner. */
export function useCommand<Args extends unknown[]>(
  act: (...args: Args) => Promise<unknown>,
): { run: (...args: Args) => Promise<boolean>; pending: boolean } {
  const [pending, setPending] = useState(false);
  const showError = useShowError();
  const run = useCallback(
    async (...args: Args) => {
      setPending(true);
      try {
        await act(...args);
        return true;
      } catch (error) {
        showError(error);
        return false;
      } finally {
        setPending(false);
      }
    },
    [act, showError],
  );
  return { run, pending };
}
