/** An agent of a queue who is at work and comes back to it when he is done. */
export interface AgentSeen {
  readonly agentId: string;
  /** talking: in whatever call, or one rings at him. */
  readonly doing: 'free' | 'talking' | 'wrapping-up';
  /** Unix ms. */
  readonly since: number;
}

/** The queues and their agents, as a campaign sees them. */
export interface Floor {
  /** Who may take this queue's calls at once, always in the same order. Who is about to go is not among them. */
  agents(queueId: string): Promise<readonly AgentSeen[]>;
  /** Queues whose callers these agents take, this one among them. */
  served(queueId: string): readonly string[];
  /** Its agents wrap up for so long; 0 when there is no such queue. */
  wrapUpMs(queueId: string): number;
}
