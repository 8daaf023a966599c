import type { RecordingStore } from '../calls/recording-store';
import type { Scripts } from './scripts';
import { changeRecording } from './scripts/change-recording';
import { finishRecording } from './scripts/finish-recording';
import { startRecording } from './scripts/start-recording';

export const createRecordingStore = (scripts: Scripts): RecordingStore => ({
  start: (recording) => startRecording(scripts, recording),
  change: (change) => changeRecording(scripts, change),
  finish: ({ callId }, recordingId, facts) => finishRecording(scripts, callId, recordingId, facts),
});
