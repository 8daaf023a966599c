/** 通话录音。 */
export const recordingZhCN = {
  recording: {
    heading: '通话录音',
    idle: '未录音',
    on: '正在录音',
    paused: '录音已暂停，此刻不会录下声音',
    reminder: '录音已暂停超过一分钟。保密内容说完后请恢复录音。',
    failed: '录音没有成功，通话不受影响。',
    start: '开始录音',
    pause: '暂停录音',
    resume: '恢复录音',
    stop: '停止录音',
    ofCall: '录音',
    length: '时长 {{length}}',
    lengthUnknown: '时长未知',
    silent: '静音 {{from}}–{{to}}',
    silentFrom: '{{from}} 起静音',
    notStarted: '未能录音。',
    brokenOff: '录音中断或未能保存。',
    noted: '收听会记录在通话过程中。左声道为客户，右声道为客户听到的声音。',
  },
};
