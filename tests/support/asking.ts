import { randomUUID } from 'node:crypto';
import type { HandOverCallRequest, HandOverTarget } from '../../server/contract/hand-over';

/** A request of a desk to hand a caller over, or to ask first. */
export const asking = (to: HandOverTarget): HandOverCallRequest => ({ requestId: randomUUID(), to });

/** The same for somebody outside. */
export const askingNumber = (number: string): HandOverCallRequest => asking({ kind: 'number', number });
