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
  preflight: {
    heading: 'Check before Ready',
    check: 'Check everything',
    again: 'Check again',
    details: 'Look',
    running: 'Checking…',
    failed: 'You cannot take calls yet. Put right what is marked below, then press Ready again.',
    warned: 'You can take calls. Something is not as it should be:',
    passed: 'All is well.',
    ok: 'All right',
    unknown: 'Not known',
    microphone: 'Microphone',
    level: 'Level of your microphone',
    registration: 'Phone signed on',
    path: 'Sound to the switch and back',
    'round-trip': 'Delay',
    'microphone-refused':
      'The browser may not use the microphone. Allow it with the icon at the left of the address bar.',
    'microphone-missing': 'There is no microphone. Plug in a headset.',
    'microphone-in-use': 'Another program has the microphone. Close that program.',
    'microphone-insecure':
      'This page is not secure, so the browser gives it no microphone. Open it by its https address.',
    'level-quiet':
      'Your microphone gives no sound. Look at the mute switch of your headset, or choose another one.',
    'registration-away':
      'Your phone is not signed on; it goes on trying. Look at the network, and reload the page if it takes long.',
    'registration-refused': 'The switch refuses your phone. Log out and in again.',
    'path-silent':
      'Your phone reaches the switch, but its sound does not come back: callers may not hear you. Ask for UDP to be let through.',
    'path-not-connected':
      'A test call did not come about: callers may not hear you. Ask for UDP to be let through.',
    'round-trip-slow': 'The network is slow; answers will come late. Use a cable instead of WLAN.',
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
