import type { voiceZhCN } from './voice.zh-cn';

export const voiceEnUS: typeof voiceZhCN = {
  quality: {
    good: 'Good line',
    fair: 'Fair line',
    poor: 'Poor line',
    facts: 'MOS {{mos}} · loss {{loss}} % · jitter {{jitter}} ms · round trip {{trip}} ms',
    mos: 'You may be hard to understand for each other.',
    loss: 'Packets are lost; the voice may break up.',
    jitter: 'The network is uneven; the voice may break up.',
    'round-trip': 'The network is slow; answers come late.',
    'microphone-silent': 'Your microphone is silent: look at the mute switch of your headset.',
    heading: 'Voice quality',
    overall: '{{grade}}, MOS {{mos}}, {{worst}} at the worst',
    lost: '{{loss}} % lost, jitter {{jitter}} ms, round trip {{trip}}',
    milliseconds: '{{ms}} ms',
    unknown: 'unknown',
    warned: 'Warned of: {{warnings}}',
    'warned-mos': 'hard to understand',
    'warned-loss': 'loss',
    'warned-jitter': 'jitter',
    'warned-round-trip': 'delay',
    'warned-microphone-silent': 'silent microphone',
  },
  voice: {
    level: 'Level of your microphone',
    listen: 'Try the speaker',
    processing: 'Voice processing',
    echoCancellation: 'Echo cancellation',
    noiseSuppression: 'Noise suppression',
    autoGainControl: 'Automatic level',
    'lost-refused':
      'The browser took the microphone away, so callers cannot hear you. Allow it with the icon at the left of the address bar.',
    'lost-missing':
      'Your microphone is gone, so callers cannot hear you. Plug in a headset; it is used at once.',
    'lost-in-use': 'Another program has your microphone, so callers cannot hear you. Close that program.',
    'lost-insecure':
      'This page is not secure, so the browser gives it no microphone. Open it by its https address.',
    useNow: 'Open the microphone again',
    slept:
      'This page was asleep from {{from}} to {{until}}, so no calls were offered to you. Keep this tab in sight.',
    replaced: 'Your microphone was disconnected. In use now: {{device}}',
  },
};
