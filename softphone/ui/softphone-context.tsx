import { createContext, useContext, useState, type ReactNode } from 'react';
import type { Desk, Role } from '../../server/contract/rest';
import type { Softphone } from '../app/compose';
import { createValue, type Value } from '../core/observable';
import { useObservable } from './use-observable';

export { useObservable };

/** What is open on the screen, beyond the desk's own state. */
export interface UiState {
  readonly detailCallId: Value<string | null>;
  readonly microphoneHelp: Value<boolean>;
  /** The lines of the check before Ready. */
  readonly preflight: Value<boolean>;
  readonly shortcuts: Value<boolean>;
  readonly keypad: Value<boolean>;
  /** The box for the number of somebody to be rung for the caller. */
  readonly consult: Value<boolean>;
  /** The dialogs of a new work order and a new fax, and what they are about; null: shut. */
  readonly newOrder: Value<OrderAbout | null>;
  readonly newFax: Value<FaxAbout | null>;
  readonly newTask: Value<TaskAbout | null>;
}

export interface OrderAbout {
  /** The call it is made in: the server fills in what the call knows. */
  readonly callId: string | null;
  readonly customerId: string | null;
}

export interface TaskAbout {
  /** The call it comes from; null: written down by hand. */
  readonly callId: string | null;
  readonly customer: { readonly customerId: string; readonly name: string } | null;
  /** On whose list; null: one's own. */
  readonly agentId: string | null;
}

export interface FaxAbout {
  readonly to: string;
  readonly callId: string | null;
  readonly customerId: string | null;
  /** An information item chosen already. */
  readonly itemId: string | null;
}

interface Provided {
  readonly softphone: Softphone;
  readonly ui: UiState;
}

const Context = createContext<Provided | null>(null);

export function SoftphoneProvider({ softphone, children }: { softphone: Softphone; children: ReactNode }) {
  const [ui] = useState<UiState>(() => ({
    detailCallId: createValue<string | null>(null),
    microphoneHelp: createValue(false),
    preflight: createValue(false),
    shortcuts: createValue(false),
    keypad: createValue(false),
    consult: createValue(false),
    newOrder: createValue<OrderAbout | null>(null),
    newFax: createValue<FaxAbout | null>(null),
    newTask: createValue<TaskAbout | null>(null),
  }));
  return <Context.Provider value={{ softphone, ui }}>{children}</Context.Provider>;
}

function useProvided(): Provided {
  const provided = useContext(Context);
  if (!provided) throw new Error('SoftphoneProvider is missing.');
  return provided;
}

export const useSoftphone = (): Softphone => useProvided().softphone;
export const useUi = (): UiState => useProvided().ui;

export const useDesk = (): Desk | null => useObservable(useSoftphone().desk.desk);

/** Of who is logged in; nobody is an agent, who may least. */
export function useRole(): Role {
  const login = useObservable(useSoftphone().session.state);
  return login.name === 'in' ? login.user.role : 'agent';
}
