import type { Channel } from './channel';

/** switch_channel_flip_cid: an outbound leg that runs something of its own is shown as the one who calls. */
export function flipCallerId(channel: Channel, isBridged = false): void {
  const { profile } = channel;
  channel.hitDialplan = true;
  if (profile.calleeName === '' || profile.calleeNumber === '') return;
  channel.setAll({
    pre_transfer_caller_id_name: profile.callerName,
    pre_transfer_caller_id_number: profile.callerNumber,
    channel_cid_flipped: 'yes',
  });
  swap(channel);
  if (isBridged) profile.calleeName = profile.calleeNumber = '';
}

/** switch_channel_invert_cid. */
export function invertCallerId(channel: Channel): void {
  swap(channel);
  channel.profile.callerName ||= 'Unknown';
  channel.profile.callerNumber ||= 'Unknown';
}

function swap(channel: Channel): void {
  const { profile } = channel;
  [profile.callerName, profile.calleeName] = [profile.calleeName, profile.callerName];
  [profile.callerNumber, profile.calleeNumber] = [profile.calleeNumber, profile.callerNumber];
}

/** Macros of switch_channel.h: which way round the numbers of this leg stand. */
export const showsOutbound = (channel: Channel): boolean =>
  channel.direction === 'inbound' ? channel.isBLeg : !channel.hitDialplan;
export const showsInbound = (channel: Channel): boolean =>
  channel.direction === 'inbound' ? !channel.isBLeg : channel.hitDialplan;
