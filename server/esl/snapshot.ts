import { setTimeout as sleep } from 'node:timers/promises';
import { legId, type LegId } from '../contract/ids';
import type { LegSnapshot, SwitchOverview, SwitchSnapshot } from '../calls/switch';
import { UnexpectedError } from '../errors';
import * as commands from './commands';
import type { EslConnection } from './connection';
import { directionOf, isAnswered, isOurRow, isOurs, partiesOf, tagOf } from './events';
import { FsEvent } from './fs-event';

export interface RegistrationRow {
  readonly sipUser: string;
  readonly sipCallId: string;
}

export interface FullSnapshot extends SwitchSnapshot {
  readonly registrationRows: readonly RegistrationRow[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Dumps asked for before the first answer is read; each is some 10 KB. */
const BATCH = 50;
/** Contexts in which a leg runs something of its own: the overflow announcement. */
const NOT_OURS_TO_COMMAND = 'overflow';

/**
 * What stands on the switch now. The tables behind `show` are filled from events and lag up to 300 ms both
 * ways, so they are read twice and every leg is confirmed by its own dump.
 */
export async function readSnapshot(connection: EslConnection, gapMs: number): Promise<FullSnapshot> {
  const uuids = new Set(await channelUuids(connection));
  await sleep(gapMs);
  for (const uuid of await channelUuids(connection)) uuids.add(uuid);
  const registrationRows = await readRegistrations(connection);
  return {
    legs: await readLegs(connection, [...uuids]),
    registrations: [...new Set(registrationRows.map((row) => row.sipUser))],
    registrationRows,
  };
}

/** What the tables say, unconfirmed: cheap enough to be asked every few seconds. */
export async function readOverview(connection: EslConnection): Promise<SwitchOverview> {
  const rows = rowsOf(await connection.send(commands.showChannels()));
  const registrations = (await readRegistrations(connection)).map((row) => row.sipUser);
  return {
    legIds: rows
      .filter(isOurRow)
      .flatMap((row) => (UUID.test(row['uuid'] ?? '') ? [legId(row['uuid'] ?? '')] : [])),
    registrations: [...new Set(registrations)],
  };
}

async function channelUuids(connection: EslConnection): Promise<string[]> {
  const rows = rowsOf(await connection.send(commands.showChannels()));
  return rows.map((row) => row['uuid'] ?? '').filter((uuid) => UUID.test(uuid));
}

async function readRegistrations(connection: EslConnection): Promise<RegistrationRow[]> {
  const rows = rowsOf(await connection.send(commands.showRegistrations()));
  return rows
    .filter((row) => row['url']?.startsWith('sofia/webrtc/') === true)
    .map((row) => ({ sipUser: row['reg_user'] ?? '', sipCallId: row['token'] ?? '' }));
}

export async function readLegs(connection: EslConnection, uuids: readonly string[]): Promise<LegSnapshot[]> {
  const legs: LegSnapshot[] = [];
  for (let start = 0; start < uuids.length; start += BATCH) {
    const dumps = await connection.sendAll(uuids.slice(start, start + BATCH).map(commands.dump));
    for (const dump of dumps) {
      const leg = legOf(dump);
      if (leg !== null) legs.push(leg);
    }
  }
  return legs;
}

/** null: gone, or not ours. */
export function legOf(dump: string): LegSnapshot | null {
  const event = parseDump(dump);
  if (event === null || !isOurs(event) || event.get('Answer-State') === 'hangup') return null;
  const bridgedTo = bridgePartner(event);
  return {
    legId: legId(event.need('Unique-ID')),
    tag: tagOf(event),
    direction: directionOf(event),
    answered: isAnswered(event),
    bridgedTo: bridgedTo === null ? null : legId(bridgedTo),
    joinedTo: bridgedTo === null && isParked(event) ? joinedTo(event) : null,
    parked: bridgedTo === null && isParked(event),
    ...partiesOf(event),
  };
}

/** The two legs of a uuid_bridge are in the first two of these (seen live). */
const BRIDGED_STATES: readonly string[] = ['CS_SOFT_EXECUTE', 'CS_EXCHANGE_MEDIA', 'CS_HIBERNATE'];

/** By the state: signal_bond and bridge_uuid stay on the leg when the bridge is over (seen live). */
export function bridgePartner(event: FsEvent): string | null {
  if (!BRIDGED_STATES.includes(event.get('Channel-State') ?? '')) return null;
  return event.variable('signal_bond') ?? event.variable('bridge_uuid') ?? null;
}

/**
 * CS_EXECUTE: parked by the dialplan or by originate, whatever is played meanwhile. CS_PARK: parked after a
 * bridge. A leg that still rings is in another state.
 */
function isParked(event: FsEvent): boolean {
  if (event.get('Caller-Context') === NOT_OURS_TO_COMMAND) return false;
  const state = event.get('Channel-State');
  return state === 'CS_PARK' || state === 'CS_EXECUTE';
}

function joinedTo(event: FsEvent): LegId | null {
  const talkOf = event.variable(commands.TALK_JOINED);
  return talkOf !== undefined && UUID.test(talkOf) ? legId(talkOf) : null;
}

export function parseDump(dump: string): FsEvent | null {
  if (!dump.startsWith('{')) return null;
  try {
    return new FsEvent(JSON.parse(dump) as Record<string, unknown>);
  } catch {
    // A control byte in a variable: the leg shows up with its next event.
    return null;
  }
}

function rowsOf(reply: string): Record<string, string>[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(reply);
  } catch (cause) {
    throw new UnexpectedError('unparsable', 'The switch answered a list that is not JSON', { cause });
  }
  if (typeof parsed !== 'object' || parsed === null || !('rows' in parsed)) return [];
  return Array.isArray(parsed.rows) ? (parsed.rows as Record<string, string>[]) : [];
}

/** What the server is told of it. */
export const publicPart = (snapshot: FullSnapshot): SwitchSnapshot => ({
  legs: snapshot.legs,
  registrations: snapshot.registrations,
});
