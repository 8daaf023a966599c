import type { DirectoryEntryView } from '../../server/contract/crm';
import type { ColleagueView, HandOverTarget, HandOverTargets } from '../../server/contract/hand-over';
import { cleanDialString } from './phone-number';

/** What a colleague is, in one word: his state when he is busy, else his presence. */
export type ColleagueState =
  'free' | Exclude<ColleagueView['state'], 'idle'> | 'break' | 'not-responding' | 'away';

/** One line of those a caller may be handed to. */
export type HandOverRow = { readonly key: string; readonly name: string; readonly to: HandOverTarget } & (
  | {
      readonly kind: 'agent';
      readonly agentId: string;
      readonly state: ColleagueState;
      readonly since: number;
      /** A caller may wait for him while he is busy. */
      readonly mayWait: boolean;
    }
  | { readonly kind: 'queue'; readonly waiting: number; readonly agentsReady: number }
  | { readonly kind: 'number'; readonly number: string }
);

const MOST_NUMBERS = 8;

/** A typed number first: whoever types one means it. Then colleagues, queues, and the directory. */
export function handOverRows(
  typed: string,
  targets: HandOverTargets | undefined,
  directory: readonly DirectoryEntryView[],
): readonly HandOverRow[] {
  const number = cleanDialString(typed);
  return [
    ...(isNumber(number) ? [numberRow(`dial-${number}`, '', number)] : []),
    ...(targets?.agents ?? []).map((agent) => agentRow(agent, targets?.mayWait === true)),
    ...(targets?.queues ?? []).map(queueRow),
    ...directory
      .slice(0, MOST_NUMBERS)
      .map(({ entryId, name, number: listed }) => numberRow(entryId, name, listed)),
  ];
}

/** Whether handing over at once can be asked for: the server decides, this keeps hopeless buttons away. */
export const canTransfer = (row: HandOverRow): boolean =>
  row.kind !== 'agent' || row.state === 'free' || row.mayWait;

/** Whether somebody may be asked before the caller is handed to him: of a queue whom it would choose now. */
export const canConsult = (row: HandOverRow): boolean =>
  row.kind === 'queue' ? row.agentsReady > 0 : row.kind !== 'agent' || row.state === 'free';

export const isNumber = (text: string): boolean => /^\+?[0-9]{2,32}$/.test(text);

/** Somebody outside, as a number is written. */
export const numberTarget = (number: string): HandOverTarget => ({
  kind: 'number',
  number: cleanDialString(number),
});

const numberRow = (key: string, name: string, number: string): HandOverRow => ({
  ...{ key, name, number, kind: 'number' },
  to: numberTarget(number),
});

const agentRow = (agent: ColleagueView, mayWait: boolean): HandOverRow => ({
  ...{
    kind: 'agent',
    agentId: agent.agentId,
    key: `agent-${agent.agentId}`,
    name: `${agent.displayName} ${agent.agentId}`,
  },
  ...{ state: stateOf(agent), since: agent.since, mayWait: mayWait && isBusy(agent) },
  to: { kind: 'agent', agentId: agent.agentId },
});

const queueRow = ({
  queueId,
  name,
  waiting,
  agentsReady,
}: HandOverTargets['queues'][number]): HandOverRow => ({
  ...{ kind: 'queue', key: `queue-${queueId}`, name, waiting, agentsReady },
  to: { kind: 'queue', queueId },
});

/** And ready when he is done, as far as one sees. */
const isBusy = ({ presence, state, reachable }: ColleagueView): boolean =>
  reachable && presence === 'ready' && state !== 'idle';

function stateOf({ presence, state, reachable }: ColleagueView): ColleagueState {
  if (!reachable) return 'away';
  if (state !== 'idle') return state;
  return presence === 'ready' ? 'free' : presence;
}
