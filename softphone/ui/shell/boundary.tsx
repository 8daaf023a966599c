import { Button, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorSentence } from '../error-sentence';

interface BoundaryProps {
  readonly children: ReactNode;
  /** What failed is left, too: a dialog is closed. */
  readonly onRetry?: () => void;
}

/** A page or dialog that breaks, or does not load, leaves the phone beside it alone: there may be a caller on it. */
export class Boundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error: error ?? new Error('unknown') };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const retry = (): void => {
      this.setState({ error: null });
      this.props.onRetry?.();
    };
    return <Broken error={error} retry={retry} />;
  }
}

function Broken({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack className="card page" align="flex-start" role="alert" data-testid="page-broken">
      <Text>{errorSentence(t, error)}</Text>
      <Button size="xs" variant="light" onClick={retry}>
        {t('app.retry')}
      </Button>
    </Stack>
  );
}
