/** A centre and whom it calls, as the simulation makes them happen. */
export interface Conditions {
  /** Persons per call dialled. */
  readonly answerRate: number;
  readonly talkS: number;
  readonly agents: number;
  /** Callers from outside who want one of the same agents, an hour. */
  readonly inboundPerHour: number;
}

export interface Scenario extends Conditions {
  readonly name: string;
  readonly hours: number;
  readonly seed: string;
  /** From these times on, in hours, conditions are others. Agents who go leave as soon as they are free. */
  readonly shocks: readonly { readonly atHour: number; readonly become: Partial<Conditions> }[];
}

/** Of the calls no person answers: a machine does, the network refuses at once, and the rest ring out. */
export const ENDINGS = { machine: 0.3, refused: 0.2 };
export const RING = {
  personMs: 11_000,
  personSpread: 0.55,
  machineMs: 22_000,
  refusedMs: 1500,
  mostMs: 32_000,
};
export const TALK_SPREAD = 0.8;
export const WRAP_UP_MS = 12_000;
export const WRAP_UP_SPREAD = 0.5;
export const AGENT_WITHIN_MS = 2000;
/** From a decision to a call that can no longer be answered. */
export const REACTION_MS = 300;
