/** An agent's queues, groups and skills in the text of a queue configuration; what its author wrote beside stays. Pure. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { AgentAssignment } from '../../contract/agent-assignment';
import type { QueueConfig } from '../../contract/queue-config';
import { UserError } from '../../errors';

export function assignmentIn(config: QueueConfig, agentId: string): AgentAssignment {
  return {
    queueIds: config.queues.filter(({ agents }) => agents.includes(agentId)).map(({ queueId }) => queueId),
    groups: Object.keys(config.groups).filter((group) => config.groups[group]?.includes(agentId)),
    skills: { ...config.agents[agentId]?.skills },
  };
}

/** @throws UserError conflict when the text is written so that it must be changed by hand */
export function editAssignment(yaml: string, agentId: string, wanted: AgentAssignment): string {
  const document = parseDocument(yaml);
  const root = document.contents;
  if (!isMap(root)) throw byHand();
  const queues = root.get('queues', true);
  if (!isSeq(queues)) throw byHand();
  for (const queue of queues.items) {
    if (!isMap(queue)) throw byHand();
    const queueId = String(queue.get('queueId'));
    list(document, queue, 'agents', agentId, wanted.queueIds.includes(queueId));
  }
  const groups = root.get('groups', true);
  if (isMap(groups))
    for (const { key } of groups.items)
      list(document, groups, key, agentId, wanted.groups.includes(textOf(key)));
  setSkills(document, root, agentId, wanted.skills);
  return document.toString({ lineWidth: 0 });
}

/** Puts him at the end of a list, or takes him out of it. */
function list(document: Document, owner: YAMLMap, key: unknown, agentId: string, isWanted: boolean): void {
  const members = owner.get(key, true);
  if (isAlias(members)) throw byHand();
  if (!isSeq(members)) {
    if (isWanted) owner.set(key, document.createNode([agentId]));
    return;
  }
  const at = placeOf(members, agentId);
  if (isWanted && at < 0) members.add(document.createNode(agentId));
  if (!isWanted && at >= 0) members.delete(at);
}

const placeOf = (members: YAMLSeq, agentId: string): number =>
  members.items.findIndex((item) => textOf(item) === agentId);

function setSkills(
  document: Document,
  root: YAMLMap,
  agentId: string,
  skills: AgentAssignment['skills'],
): void {
  const agents = root.get('agents', true);
  if (isAlias(agents)) throw byHand();
  if (!isMap(agents)) {
    if (Object.keys(skills).length > 0) root.set('agents', document.createNode({ [agentId]: { skills } }));
    return;
  }
  const found = agents.items.find(({ key }) => textOf(key) === agentId);
  if (found === undefined) {
    if (Object.keys(skills).length > 0) agents.set(agentId, document.createNode({ skills }));
    return;
  }
  if (!isMap(found.value)) throw byHand();
  const had: unknown = found.value.toJSON();
  if (JSON.stringify(had) !== JSON.stringify({ skills }))
    found.value.set('skills', document.createNode(skills));
}

/** A number without quotation marks is an agent's number all the same. */
const textOf = (node: unknown): string => String(isScalar(node) ? node.value : node);

const byHand = (): UserError =>
  new UserError('conflict', 'The queue configuration is written so that this must be changed in its text.');
