import { cloneProfile, noTimes, type CallerProfile } from '../channel/caller-profile';
import { flipCallerId, invertCallerId, showsInbound, showsOutbound } from '../channel/caller-id';
import type { Channel } from '../channel/channel';
import type { MediaFactory } from '../../ports';
import { Bridge } from './bridge';
import type { Session } from './session';
import { leaveBridge } from './transfer';

/**
 * switch_ivr_uuid_bridge: both legs are taken out of whatever they do, other bridges included, and sent towards
 * each other. @returns false when it cannot be done
 */
export function join(first: Session, second: Session, media: MediaFactory, now: number): boolean {
  if (first === second || !first.isUp || !second.isUp) return false;
  // The one that leads must be able to hear.
  const [leader, follower] = first.channel.hasMedia ? [first, second] : [second, first];
  if (!leader.channel.hasMedia) return false;
  // Before the legs leave the bridges they are in: what is shown depends on it.
  const leaderIsBridged = leader.bridge?.isJoined === true;
  showEachOther(leader.channel, follower.channel, leaderIsBridged, now);
  const bridge = new Bridge(leader, follower, media);
  for (const session of [leader, follower]) {
    leaveBridge(session);
    session.bridge = bridge;
    session.stopBroadcasts();
    session.setState('CS_HIBERNATE');
  }
  return true;
}

function showEachOther(leader: Channel, follower: Channel, leaderIsBridged: boolean, now: number): void {
  if (leader.direction === 'outbound' && !leader.hitDialplan) flipCallerId(leader, leaderIsBridged);
  if (follower.direction === 'outbound') follower.hitDialplan = false;
  leader.set('uuid_bridge', follower.uuid);
  bond(leader, follower);
  bond(follower, leader);
  if (showsOutbound(leader)) {
    invertCallerId(leader);
    if (leader.direction === 'inbound') follower.isBLeg = false;
  }
  if (showsInbound(follower)) {
    invertCallerId(follower);
    if (follower.direction === 'inbound') follower.isBLeg = true;
  }
  step(follower, leader, now);
  step(leader, follower, now);
  follower.other = { type: 'originator', profile: seenByOther(leader, noTimes()) };
  leader.other = { type: 'originatee', profile: seenByOther(follower) };
  leader.profile.calleeName = follower.profile.calleeName;
  leader.profile.calleeNumber = follower.profile.calleeNumber;
  follower.profile.callerName = leader.profile.callerName;
  follower.profile.callerNumber = leader.profile.callerNumber;
}

/** A clone of FreeSWITCH has no logical direction (0 = inbound) and no history. */
const seenByOther = (channel: Channel, times = { ...channel.profile.times }): CallerProfile => ({
  ...cloneProfile(channel.profile, times),
  logicalDirection: 'inbound',
  transferSource: '',
});

function bond(one: Channel, other: Channel): void {
  one.setAll({ bridge_channel: other.name, bridge_uuid: other.uuid, signal_bond: other.uuid });
}

/** switch_channel_step_caller_profile, and the history that goes with it. */
function step(channel: Channel, other: Channel, now: number): void {
  const old = channel.profile;
  channel.setAll({
    original_destination_number: old.destination,
    original_caller_id_name: old.callerName,
    original_caller_id_number: old.callerNumber,
  });
  const transferSource = `${Math.floor(now / 1000)}:${channel.uuid}:uuid_br:${other.uuid}`;
  channel.profile = {
    ...cloneProfile(old, { ...old.times, profileCreated: now, bridged: 0 }),
    index: old.index + 1,
    logicalDirection: channel.direction === 'outbound' && !channel.hitDialplan ? 'outbound' : 'inbound',
    transferSource,
  };
  channel.push('transfer_history', transferSource);
  channel.set('transfer_source', transferSource);
}
