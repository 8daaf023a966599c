import type { UserView } from '../../server/contract/rest';
import type { Api } from '../api-client/api';
import { ApiError } from '../api-client/api-error';
import { backoffMs } from '../core/backoff';
import { createValue, type Observable } from '../core/observable';

export type SignOutReason = 'taken-over' | 'expired' | 'ended' | 'planned' | 'supervisor' | 'phone-refused';

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
  readonly resume: () => Promise<void>;
  readonly signIn: (login: string, password: string, takeOver: boolean) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** The login is already gone on the server; the first reason counts. */
  readonly end: (why: SignOutReason | null) => void;
  /** A request was refused for want of a login; why it ended the socket is about to tell, or nobody. */
  readonly refused: () => void;
}

const TELLS_WHY_MS = 500;

export interface SessionListener {
  readonly entered: (user: UserView) => void;
  readonly left: () => Promise<void>;
}

export function createSession(api: Api, listener: SessionListener): Session {
  const state = createValue<SessionState>({ name: 'unknown' });
  let leaving = false;
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
      leaving = true;
      try {
        // The server refuses it during a call: then nothing here may have ended yet.
        await api.logout();
        await leave(null);
      } finally {
        leaving = false;
      }
    },
    end: (why) => {
      // Our own logout is announced on the socket as well, and who is out stays out for the reason he has read.
      if (!leaving && state.get().name !== 'out') void leave(why);
    },
    refused: () => {
      const refused = state.get();
      if (refused.name !== 'in' || leaving) return;
      // Another login may have been made meanwhile.
      setTimeout(() => {
        if (state.get() === refused) void leave('expired');
      }, TELLS_WHY_MS);
    },
  };
}
