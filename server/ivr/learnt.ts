import type { FlowState } from './flow-state';
import { givenVariables } from './flow-terms';

/** What the flow learnt of a caller before it let go of him: what the agent need not ask again. */
export interface Learnt {
  /** Menu keys that led here, for example 'main/1'. */
  readonly menuPath: readonly string[];
  /** Accounts he proved by password: 'line:862163330001'. */
  readonly verified: readonly string[];
  /** What he entered and what services answered, by the pack's names. */
  readonly variables: Readonly<Record<string, string>>;
}

const given: readonly string[] = givenVariables;

/** From a call's stored state, whose open half this is: what was typed in secret is sealed and stays so. */
export function learntFrom(stored: string | null): Learnt | null {
  if (stored === null) return null;
  const { menuPath = [], verified = [], variables = {} } = JSON.parse(stored) as Partial<FlowState>;
  return {
    menuPath,
    verified,
    variables: Object.fromEntries(
      Object.entries(variables).filter(([name, value]) => value !== '' && !given.includes(name)),
    ),
  };
}
