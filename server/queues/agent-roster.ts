/** The agents of the centre. */
export interface AgentRoster {
  agents(): Promise<readonly RosterEntry[]>;
}

export interface RosterEntry {
  readonly agentId: string;
  /** Their numbers stay known when they may not. */
  readonly mayLogIn: boolean;
}
