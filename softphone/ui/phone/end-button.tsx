import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCommand } from '../use-command';

interface EndButtonProps {
  readonly sign: Icon;
  readonly act: () => Promise<unknown>;
  readonly testId: string;
  readonly children: ReactNode;
}

/** The way out of what the phone does now, by Alt X, too. */
export function EndButton({ sign: Sign, act, testId, children }: EndButtonProps) {
  const { run, pending } = useCommand(act);
  return (
    <Button
      fullWidth
      color="stop"
      size="lg"
      leftSection={<Sign size={22} />}
      loading={pending}
      onClick={() => void run()}
      title="Alt + X"
      data-testid={testId}
    >
      {children}
    </Button>
  );
}
