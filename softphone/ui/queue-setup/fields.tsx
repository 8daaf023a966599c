import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';

/** Enter ends the typing; the form around it is not sent by that. */
function leaveByEnter(event: KeyboardEvent, leave: () => void): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  leave();
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly unit?: string;
  /** null is a value of its own, shown as these words. */
  readonly empty?: string;
  readonly hidesLabel?: boolean;
  /** The smallest difference that counts. */
  readonly step?: number;
  readonly commit: (value: number | null) => void;
  readonly testId: string;
}

/** A number that counts once it is left: what is half typed would be a fault. */
export function NumberField({
  label,
  value,
  least,
  most,
  unit,
  empty,
  hidesLabel = false,
  step = 1,
  commit,
  testId,
}: NumberFieldProps) {
  /** null: nobody is typing. */
  const [typed, setTyped] = useState<string | number | null>(null);
  const leave = (): void => {
    setTyped(null);
    if (typed === null || (typed === '' && empty === undefined)) return;
    const number =
      typed === '' ? null : Math.min(most, Math.max(least, Math.round(Number(typed) / step) * step));
    if (number !== value && !Number.isNaN(number)) commit(number);
  };
  return (
    <NumberInput
      size="xs"
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(empty === undefined ? {} : { placeholder: empty })}
      {...(unit === undefined ? {} : { suffix: ` ${unit}` })}
      allowDecimal={step < 1}
      allowNegative={false}
      min={least}
      max={most}
      clampBehavior="none"
      value={typed ?? value ?? ''}
      onChange={setTyped}
      onBlur={leave}
      onKeyDown={(event) => leaveByEnter(event, leave)}
      data-testid={testId}
    />
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly commit: (value: string) => void;
  /** What is wrong with what is typed; null: nothing. */
  readonly fault?: (value: string) => string | null;
  /** What is wrong with what counts already. */
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly hidesLabel?: boolean;
  readonly testId: string;
}

/** A text that counts once it is left, and never when it is wrong. */
export function TextField(props: TextFieldProps) {
  const { label, value, commit, fault, hidesLabel = false } = props;
  /** null: nobody is typing. */
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed === null ? null : (fault?.(typed) ?? null);
  const leave = (): void => {
    // What is wrong stays to be corrected.
    if (typed === null || wrong !== null) return;
    setTyped(null);
    if (typed !== value) commit(typed);
  };
  return (
    <TextInput
      size="xs"
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
      error={wrong ?? props.error ?? null}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => leaveByEnter(event, leave)}
      data-testid={props.testId}
    />
  );
}

interface AddFormProps {
  readonly button: string;
  readonly isReady: boolean;
  readonly add: () => void;
  readonly children: ReactNode;
  readonly testId: string;
}

/** A line to name something new. */
export function AddForm({ button, isReady, add, children, testId }: AddFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) add();
      }}
    >
      <Group gap={8} align="flex-end" mt="sm">
        {children}
        <Button size="xs" variant="light" type="submit" disabled={!isReady} data-testid={testId}>
          {button}
        </Button>
      </Group>
    </form>
  );
}

export const SLUG = /^[a-z0-9-]{1,40}$/;
