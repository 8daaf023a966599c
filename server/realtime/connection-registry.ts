import { agentId as toAgentId, type AgentId } from '../contract/ids';
import type { Connection } from './connection';
import type { Feed } from './feed';

export interface Registered {
  readonly connection: Connection;
  readonly feed: Feed;
}

export const agentOf = (connection: Connection): AgentId | null =>
  connection.session.agentId === null ? null : toAgentId(connection.session.agentId);

/** Who is connected to this process. */
export class ConnectionRegistry {
  private readonly all = new Map<Connection, Registered>();
  private readonly byAgent = new Map<AgentId, Set<Connection>>();

  get size(): number {
    return this.all.size;
  }

  add(registered: Registered): void {
    const { connection } = registered;
    this.all.set(connection, registered);
    const agentId = agentOf(connection);
    if (agentId === null) return;
    const own = this.byAgent.get(agentId) ?? new Set();
    own.add(connection);
    this.byAgent.set(agentId, own);
  }

  /** False when it was not there any more. */
  remove(connection: Connection): boolean {
    const agentId = agentOf(connection);
    const own = agentId === null ? undefined : this.byAgent.get(agentId);
    own?.delete(connection);
    if (agentId !== null && own?.size === 0) this.byAgent.delete(agentId);
    return this.all.delete(connection);
  }

  everyone(): Iterable<Registered> {
    return this.all.values();
  }

  ofAgent(agentId: AgentId): readonly Connection[] {
    return [...(this.byAgent.get(agentId) ?? [])];
  }

  ofSession(sessionId: string): readonly Connection[] {
    return [...this.all.keys()].filter(({ session }) => session.sessionId === sessionId);
  }
}
