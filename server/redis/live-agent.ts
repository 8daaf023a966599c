import { agentStates, presences, type AgentState, type Presence } from '../agents/agent.machine';
import { logOutBys, type LiveAgent, type NextPresence } from '../agents/agent-store';
import { agentId, callId, offerId, switchId } from '../contract/ids';
import { UnexpectedError } from '../errors';
import { idOf, numberOf } from './live-call';

type Fields = ReadonlyMap<string, string>;

/** A hash `agent:<agentId>`; null when he never logged in (it may hold his profile all the same). */
export function decodeAgent(fields: Fields): LiveAgent | null {
  const presence = fields.get('presence');
  if (presence === undefined) return null;
  return {
    agentId: agentId(fields.get('agentId') ?? ''),
    displayName: fields.get('displayName') ?? '',
    presence: asPresence(presence),
    reason: fields.get('reason') ?? null,
    presenceSince: numberOf(fields, 'presenceSince') ?? 0,
    breakUntil: numberOf(fields, 'breakUntil'),
    next: asNext(fields.get('next')),
    leavesAt: numberOf(fields, 'leavesAt'),
    state: asAgentState(fields.get('state') ?? ''),
    stateSince: numberOf(fields, 'stateSince') ?? 0,
    reachable: fields.get('reachable') === '1',
    registeredOn: idOf(fields, 'registeredOn', switchId),
    sipUser: fields.get('sipUser') ?? null,
    sessionId: fields.get('sessionId') ?? null,
    lastLogOut: lastLogOutOf(fields),
    callId: idOf(fields, 'callId', callId),
    offerId: idOf(fields, 'offerId', offerId),
    wrapUpUntil: numberOf(fields, 'wrapUpUntil'),
    prolonged: numberOf(fields, 'prolonged') ?? 0,
    missedInARow: numberOf(fields, 'missedInARow') ?? 0,
    idleSince: numberOf(fields, 'idleSince') ?? 0,
  };
}

function asNext(text: string | undefined): NextPresence | null {
  if (text === undefined) return null;
  const { presence, reason } = JSON.parse(text) as { presence?: string; reason?: string };
  if (presence !== 'ready' && presence !== 'break' && presence !== 'logged-out') return unparsable(text);
  return { presence, reason: reason ?? null };
}

function lastLogOutOf(fields: Fields): LiveAgent['lastLogOut'] {
  const sessionId = fields.get('lastSessionId');
  const by = logOutBys.find((each) => each === fields.get('lastLogOutBy'));
  return sessionId === undefined || by === undefined ? null : { sessionId, by };
}

function asPresence(text: string): Presence {
  const known = presences.find((presence) => presence === text);
  return known ?? unparsable(text);
}

function asAgentState(text: string): AgentState {
  const known = agentStates.find((state) => state === text);
  return known ?? unparsable(text);
}

function unparsable(text: string): never {
  throw new UnexpectedError('unparsable', 'An agent is in an unknown state', { details: { state: text } });
}
