import type { Session } from '../sessions/session';
import type { SwitchContext } from '../switch-context';

/** One application of the dialplan; runs in the leg's own thread. */
export type Application = (session: Session, data: string, context: SwitchContext) => Promise<void> | void;
