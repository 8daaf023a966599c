import { Badge, Button, Group, Table, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useDisplay } from './use-display';

interface AppliedVersion {
  readonly version: number;
  readonly isActive: boolean;
  readonly origin: 'seed' | 'migrated' | 'applied' | 'rollback';
  readonly why: string;
  readonly appliedBy: string;
  readonly appliedAt: string;
}

const originColors = { seed: 'gray', migrated: 'gray', applied: 'brand', rollback: 'wait' } as const;

interface VersionRowProps {
  readonly each: AppliedVersion;
  readonly name: string;
  /** What it is: the one that holds, or where it came from. */
  readonly badge: string;
  /** Whose content it has, when that is an older one's. */
  readonly contentOf: string | null;
  readonly testId: string;
  /** For tests: of the version that holds. */
  readonly activeState: string;
  /** Buttons. */
  readonly children: ReactNode;
}

/** Who applied it, when and why, and what can be done with it. */
export function VersionRow({ each, name, badge, contentOf, testId, activeState, children }: VersionRowProps) {
  const display = useDisplay();
  return (
    <Table.Tr
      data-testid={testId}
      data-version={each.version}
      data-state={each.isActive ? activeState : 'replaced'}
    >
      <Table.Td className="digits no-wrap" fw={600}>
        {name}
      </Table.Td>
      <Table.Td>
        <Badge className="no-shrink" color={each.isActive ? 'go' : originColors[each.origin]}>
          {badge}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {each.why}
          {contentOf !== null && ` (${contentOf})`}
        </Text>
        <Text size="xs" c="dimmed">
          {each.appliedBy} · {display.date(each.appliedAt)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {children}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

interface ApplyFormProps {
  readonly whyLabel: string;
  readonly button: string;
  readonly mayApply: boolean;
  readonly pending: boolean;
  readonly apply: (why: string) => unknown;
  /** `…-why` and `…-apply`. */
  readonly testId: string;
  /** Below the reason. */
  readonly children: ReactNode;
}

/** The last step after a plan was read: the reason, and the button. */
export function ApplyForm({ whyLabel, button, mayApply, pending, apply, testId, children }: ApplyFormProps) {
  const [why, setWhy] = useState('');
  const canApply = why.trim() !== '' && mayApply;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canApply) void apply(why.trim());
      }}
    >
      <Group gap={10} align="flex-end" mt="sm">
        <TextInput
          className="grow"
          label={whyLabel}
          required
          maxLength={500}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          data-testid={`${testId}-why`}
        />
        <Button
          type="submit"
          color="go"
          disabled={!canApply}
          loading={pending}
          data-testid={`${testId}-apply`}
        >
          {button}
        </Button>
      </Group>
      {children}
    </form>
  );
}
