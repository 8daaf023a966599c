import type { AgentAssignment, AgentAssignmentView } from '../../contract/agent-assignment';
import { UserError } from '../../errors';
import type { QueueVersions } from '../versions/queue-versions';
import { assignmentIn, editAssignment } from './edit-assignment';

/** Somebody else applies a version at the same moment now and then; more often it is a person's turn. */
const TRIES = 3;

/** What an agent is assigned to, changed as a new version of the configuration: checked, kept, and live at once. */
export class AgentAssignments {
  readonly #versions: Pick<QueueVersions, 'live' | 'refresh' | 'apply'>;

  constructor(versions: Pick<QueueVersions, 'live' | 'refresh' | 'apply'>) {
    this.#versions = versions;
  }

  async of(agentId: string): Promise<AgentAssignmentView> {
    await this.#versions.refresh();
    const { config, version } = this.#versions.live;
    return {
      ...assignmentIn(config, agentId),
      version: version.version,
      allQueues: config.queues.map(({ queueId, name }) => ({ queueId, name })),
      allGroups: Object.keys(config.groups),
      allSkills: Object.keys(config.skills),
    };
  }

  /**
   * @returns the version that holds, and what it was before
   * @throws UserError validation-failed: no such queue, group or skill; conflict
   */
  async change(
    agentId: string,
    wanted: AgentAssignment,
    by: string,
  ): Promise<{ readonly version: number; readonly before: AgentAssignment }> {
    for (let tries = 1; ; tries += 1) {
      await this.#versions.refresh();
      const { config, version } = this.#versions.live;
      mustExist(wanted.queueIds, new Set(config.queues.map(({ queueId }) => queueId)), 'queueIds');
      mustExist(wanted.groups, new Set(Object.keys(config.groups)), 'groups');
      mustExist(Object.keys(wanted.skills), new Set(Object.keys(config.skills)), 'skills');
      const before = assignmentIn(config, agentId);
      if (isSame(before, wanted)) return { version: version.version, before };
      const yaml = editAssignment(version.yaml, agentId, wanted);
      try {
        const edit = { by, why: `queues of ${agentId}`, basedOn: version.version };
        return { version: (await this.#versions.apply(yaml, edit)).version, before };
      } catch (error) {
        const isOutdated = error instanceof UserError && error.code === 'conflict';
        if (!isOutdated || tries >= TRIES) throw error;
      }
    }
  }
}

function mustExist(names: readonly string[], known: ReadonlySet<string>, field: string): void {
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new UserError('validation-failed', `There is no ${unknown.join(', ')}.`, {
      details: { fields: [field] },
    });
}

const isSame = (one: AgentAssignment, other: AgentAssignment): boolean => {
  const sorted = ({ queueIds, groups, skills }: AgentAssignment) =>
    JSON.stringify([[...queueIds].sort(), [...groups].sort(), Object.entries(skills).sort()]);
  return sorted(one) === sorted(other);
};
