import type { AgentStore } from '../agents/agent-store';
import { agentId as toAgentId, type AgentId, type CallId } from '../contract/ids';
import type { AgentAssignment } from '../contract/agent-assignment';
import { NOTICES_MAX, type MessageRequest, type MessageSent, type Notice } from '../contract/notices';
import type { PresenceRequest } from '../contract/rest';
import type { SupervisionMode } from '../contract/supervision';
import { describeError, OperationalError, UserError } from '../errors';
import type { Actor, Acts } from './acts';
import type { NoticeStore } from './notice-store';

interface TeamControlDeps {
  readonly acts: Acts;
  readonly notices: NoticeStore;
  readonly agents: Pick<AgentStore, 'get' | 'list'>;
  readonly supervision: {
    supervise(supervisorId: AgentId, agentId: AgentId, mode: SupervisionMode): Promise<void>;
    takeOver(supervisorId: AgentId, callId: CallId): Promise<AgentId | null>;
  };
  readonly setPresence: (agentId: AgentId, request: PresenceRequest) => Promise<void>;
  /** Which queues and skills he has from now on. @returns the version that holds, and what was before */
  readonly assign: (
    agentId: AgentId,
    wanted: AgentAssignment,
    by: string,
  ) => Promise<{ readonly version: number; readonly before: AgentAssignment }>;
  /** At once, unless he is in a call. */
  readonly logOut: (agentId: AgentId) => Promise<'logged-out' | 'busy' | 'not-there'>;
  readonly newId: () => string;
}

/** What a supervisor does with agents. Each is told on his desk who did what, and each act is noted. */
export class TeamControl {
  readonly #deps: TeamControlDeps;

  constructor(deps: TeamControlDeps) {
    this.#deps = deps;
  }

  /** @throws as SupervisionService.supervise */
  async supervise(
    actor: Actor,
    supervisorId: AgentId,
    agentId: AgentId,
    mode: SupervisionMode,
  ): Promise<void> {
    await this.#deps.supervision.supervise(supervisorId, agentId, mode);
    // Beside the call, not of it: its timeline would tell the agent what the house may keep from him.
    const callId = (await this.#deps.agents.get(agentId))?.callId ?? null;
    await this.#deps.acts.note(actor, { act: 'supervise', toAgentId: agentId, details: { mode, callId } });
  }

  /** @throws as SupervisionService.takeOver */
  async takeOver(actor: Actor, supervisorId: AgentId, callId: CallId): Promise<void> {
    const agentId = await this.#deps.supervision
      .takeOver(supervisorId, callId)
      .catch(async (error: unknown) => {
        // What was refused is nobody's act; what the switch did not do is one that a round mends or not.
        if (error instanceof OperationalError)
          await this.#deps.acts.note(actor, {
            ...{ act: 'take-over-failed', callId, details: { reason: describeError(error).slice(0, 300) } },
          });
        throw error;
      });
    if (agentId === null) return;
    await this.#deps.acts.note(actor, { act: 'take-over', toAgentId: agentId, callId });
    await this.#tell(agentId, actor, { kind: 'taken-over' });
  }

  /**
   * At once, or when he is done with what he is busy with; so is a log-out.
   * @throws UserError not-found, validation-failed, break-full, not-reachable
   */
  async setPresence(actor: Actor, agentId: AgentId, request: PresenceRequest): Promise<void> {
    await this.#mustBeThere(agentId);
    if (request.presence === 'logged-out') return this.#logOut(actor, agentId);
    await this.#deps.setPresence(agentId, request);
    const { presence } = request;
    const reason = request.presence === 'break' ? request.reason : null;
    await this.#deps.acts.note(actor, {
      act: 'presence',
      toAgentId: agentId,
      details: { presence, reason },
    });
    await this.#tell(agentId, actor, { kind: 'presence', presence });
  }

  /** Of anybody who may log in: he need not be there. @throws UserError validation-failed, conflict */
  async assign(actor: Actor, agentId: AgentId, wanted: AgentAssignment): Promise<void> {
    const { version, before } = await this.#deps.assign(agentId, wanted, actor.login);
    const details = { version, before: assignmentText(before), after: assignmentText(wanted) };
    await this.#deps.acts.note(actor, { act: 'assign', toAgentId: agentId, details });
  }

  /** To these agents, or to all who are logged in. The same request again sends nothing twice. */
  async message(actor: Actor, { noticeId, to, text }: MessageRequest): Promise<MessageSent> {
    const all = to ?? (await this.#loggedIn());
    const notice = { ...this.#notice(actor, { kind: 'message', text }), noticeId };
    const results = await Promise.all(
      [...new Set(all)].map(async (id) => {
        const result = await this.#deps.notices.send(toAgentId(id), notice, NOTICES_MAX);
        return { id, isSent: result === 'sent' };
      }),
    );
    const sent = results.filter(({ isSent }) => isSent).map(({ id }) => id);
    if (sent.length > 0)
      await this.#deps.acts.note(actor, {
        act: 'message',
        ...(sent.length === 1 ? { toAgentId: sent[0] ?? '' } : {}),
        details: { text, sent: sent.length },
      });
    return { sent: sent.length, notSent: results.filter(({ isSent }) => !isSent).map(({ id }) => id) };
  }

  /** Safe to repeat. */
  async readNotice(agentId: AgentId, noticeId: string): Promise<void> {
    await this.#deps.notices.read(agentId, noticeId);
  }

  async #logOut(actor: Actor, agentId: AgentId): Promise<void> {
    const result = await this.#deps.logOut(agentId);
    if (result === 'not-there') throw notThere();
    const isBusy = result === 'busy';
    if (isBusy) await this.#deps.setPresence(agentId, { presence: 'logged-out' });
    const details = { when: isBusy ? 'when-done' : 'now' };
    await this.#deps.acts.note(actor, { act: 'log-out', toAgentId: agentId, details });
    if (isBusy) await this.#tell(agentId, actor, { kind: 'logs-out' });
  }

  async #mustBeThere(agentId: AgentId): Promise<void> {
    const agent = await this.#deps.agents.get(agentId);
    if (!agent || agent.presence === 'logged-out') throw notThere();
  }

  async #loggedIn(): Promise<readonly AgentId[]> {
    const all = await this.#deps.agents.list();
    return all.filter(({ presence }) => presence !== 'logged-out').map(({ agentId }) => agentId);
  }

  /** One who reads nothing is not told more; what was done to him is done. */
  async #tell(agentId: AgentId, actor: Actor, what: Pick<Notice, 'kind'> & Partial<Notice>): Promise<void> {
    await this.#deps.notices.send(agentId, this.#notice(actor, what), NOTICES_MAX);
  }

  #notice({ displayName }: Actor, what: Pick<Notice, 'kind'> & Partial<Notice>): Notice {
    return {
      noticeId: this.#deps.newId(),
      from: displayName,
      text: '',
      presence: null,
      sentAt: Date.now(),
      ...what,
    };
  }
}

const assignmentText = ({ queueIds, groups, skills }: AgentAssignment): string =>
  [
    ...queueIds,
    ...groups,
    ...Object.entries(skills).map(([skill, level]) => `${skill} ${String(level)}`),
  ].join(', ');

const notThere = (): UserError => new UserError('not-found', 'This agent is not logged in.');
