/** What the browser does to the voice before it is sent. */
export const processings = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
export type Processing = (typeof processings)[number];

export interface VoiceProcessing {
  readonly has: (processing: Processing) => boolean;
  readonly set: (processing: Processing, on: boolean) => void;
}

const storageKey = (processing: Processing) => `kiloline.voice.${processing}`;

/** All on unless this person switched it off on this computer; a headset that does it itself is better without. */
export const createVoiceProcessing = (storage: Pick<Storage, 'getItem' | 'setItem'>): VoiceProcessing => ({
  has: (processing) => storage.getItem(storageKey(processing)) !== 'off',
  set: (processing, on) => storage.setItem(storageKey(processing), on ? 'on' : 'off'),
});

export const allProcessing = (on: boolean): Record<Processing, boolean> => ({
  echoCancellation: on,
  noiseSuppression: on,
  autoGainControl: on,
});

/** As a microphone is asked for. */
export const processingOf = ({ has }: VoiceProcessing): Record<Processing, boolean> => ({
  echoCancellation: has('echoCancellation'),
  noiseSuppression: has('noiseSuppression'),
  autoGainControl: has('autoGainControl'),
});
