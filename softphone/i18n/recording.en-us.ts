import type { recordingZhCN } from './recording.zh-cn';
import type { Words } from './words';

export const recordingEnUS: Words<typeof recordingZhCN> = {
  recording: {
    heading: 'Recording of the talk',
    idle: 'Not recorded',
    on: 'Being recorded',
    paused: 'Recording paused: nothing that is said is kept',
    reminder: 'The recording has been paused for more than a minute. Resume it once the secret is said.',
    failed: 'The recording did not work. The call is not affected.',
    start: 'Record',
    pause: 'Pause recording',
    resume: 'Resume recording',
    stop: 'Stop recording',
    ofCall: 'Recording',
    length: 'Length {{length}}',
    lengthUnknown: 'Length unknown',
    silent: 'silent {{from}}–{{to}}',
    silentFrom: 'silent from {{from}}',
    notStarted: 'Nothing could be recorded.',
    brokenOff: 'Broken off, or not kept.',
    noted: 'Listening is noted on the timeline. Left: the caller; right: what he hears.',
  },
};
