import type { UserView } from '../../server/contract/rest';
import type { Api } from '../api-client/api';
import { ApiError } from '../api-client/api-error';
import { backoffMs } from '../core/backoff';
import { createValue, type Observable } from '../core/observable';

export type SignOutReason = 'taken-over' | 'expired' | 'ended' | 'phone-refused';

export type SessionState =
  /** Asking the server who we are. */
  | { readonly name: 'unknown' }
  /** The server does not answer; asking again. */
  | { readonly name: 'unreachable' }
  | { readonly name: 'out'; readonly why: SignOutReason | null }
  | { readonly name: 'in'; readonly user: UserView };

export interface Session {
  readonly state: Observable<SessionState>;
  /** Finds out whether the browser still has a login. */
  resume(): Promise<void>;
  signIn(login: string, password: string, takeOver: boolean): Promise<void>;
  signOut(): Promise<void>;
  /** The login is already gone on the server. */
  end(why: SignOutReason | null): void;
}

export interface SessionListener {
  entered(user: UserView): void;
  left(): Promise<void>;
}

export function createSession(api: Api, listener: SessionListener): Session {
  const state = createValue<SessionState>({ name: 'unknown' });
  const enter = (user: UserView): void => {
    state.set({ name: 'in', user });
    listener.entered(user);
  };
  const leave = async (why: SignOutReason | null): Promise<void> => {
    const wasIn = state.get().name === 'in';
    state.set({ name: 'out', why });
    if (wasIn) await listener.left();
  };
  const resume = async (attempt = 1): Promise<void> => {
    try {
      enter(await api.me());
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
        state.set({ name: 'out', why: null });
        return;
      }
      state.set({ name: 'unreachable' });
      setTimeout(() => void resume(attempt + 1), backoffMs(attempt));
    }
  };
  return {
    state,
    resume: () => resume(),
    signIn: async (login, password, takeOver) => {
      await api.login({ login, password, takeOver });
      enter(await api.me());
    },
    signOut: async () => {
      // The phone unregisters first: after the logout the switch would refuse it.
      await leave(null);
      await api.logout().catch(() => undefined);
    },
    end: (why) => void leave(why),
  };
}
