import type { Header } from '../events/fired-event';

/** Unix ms; 0 = never happened. */
export interface ProfileTimes {
  profileCreated: number;
  created: number;
  answered: number;
  progress: number;
  progressMedia: number;
  hangup: number;
  bridged: number;
}

/** Who calls whom, as the headers Caller-… and Other-Leg-… say it. */
export interface CallerProfile {
  direction: 'inbound' | 'outbound';
  logicalDirection: 'inbound' | 'outbound';
  username: string;
  dialplan: string;
  callerName: string;
  callerNumber: string;
  origCallerName: string;
  origCallerNumber: string;
  calleeName: string;
  calleeNumber: string;
  networkAddr: string;
  ani: string;
  destination: string;
  uuid: string;
  source: string;
  transferSource: string;
  context: string;
  rdnis: string;
  channelName: string;
  index: number;
  times: ProfileTimes;
}

export const noTimes = (): ProfileTimes => ({
  profileCreated: 0,
  created: 0,
  answered: 0,
  progress: 0,
  progressMedia: 0,
  hangup: 0,
  bridged: 0,
});

export const cloneProfile = (profile: CallerProfile, times = { ...profile.times }): CallerProfile => ({
  ...profile,
  times,
});

/** switch_caller_profile_event_set_data: empty texts are left out, times never. */
export function profileHeaders(prefix: 'Caller' | 'Other-Leg', profile: CallerProfile): Header[] {
  const texts: readonly (readonly [string, string])[] = [
    ['Direction', profile.direction],
    ['Logical-Direction', profile.logicalDirection],
    ['Username', profile.username],
    ['Dialplan', profile.dialplan],
    ['Caller-ID-Name', profile.callerName],
    ['Caller-ID-Number', profile.callerNumber],
    ['Orig-Caller-ID-Name', profile.origCallerName],
    ['Orig-Caller-ID-Number', profile.origCallerNumber],
    ['Callee-ID-Name', profile.calleeName],
    ['Callee-ID-Number', profile.calleeNumber],
    ['Network-Addr', profile.networkAddr],
    ['ANI', profile.ani],
    ['Destination-Number', profile.destination],
    ['Unique-ID', profile.uuid],
    ['Source', profile.source],
    ['Transfer-Source', profile.transferSource],
    ['Context', profile.context],
    ['RDNIS', profile.rdnis],
    ['Channel-Name', profile.channelName],
    ['Profile-Index', prefix === 'Caller' ? String(profile.index) : ''],
  ];
  const flags = [
    ['Screen-Bit', 'true'],
    ['Privacy-Hide-Name', 'false'],
    ['Privacy-Hide-Number', 'false'],
  ] as const;
  return [...texts.filter(([, value]) => value !== ''), ...timeHeaders(profile.times), ...flags].map(
    ([name, value]) => [`${prefix}-${name}`, value] as const,
  );
}

function timeHeaders(times: ProfileTimes): readonly (readonly [string, string])[] {
  return [
    ['Profile-Created-Time', micros(times.profileCreated)],
    ['Channel-Created-Time', micros(times.created)],
    ['Channel-Answered-Time', micros(times.answered)],
    ['Channel-Progress-Time', micros(times.progress)],
    ['Channel-Progress-Media-Time', micros(times.progressMedia)],
    ['Channel-Hangup-Time', micros(times.hangup)],
    ['Channel-Transfer-Time', '0'],
    ['Channel-Resurrect-Time', '0'],
    ['Channel-Bridged-Time', micros(times.bridged)],
    ['Channel-Last-Hold', '0'],
    ['Channel-Hold-Accum', '0'],
  ];
}

const micros = (ms: number): string => String(Math.round(ms * 1000));
