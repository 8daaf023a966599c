export interface RemoteAudio {
  readonly play: (stream: MediaStream) => void;
  readonly stop: (stream: MediaStream) => void;
  readonly current: () => MediaStream | null;
  readonly chooseSpeaker: (deviceId: string | null) => void;
}

/** The element that plays the caller. Chrome decodes a remote track only while some element plays it. */
export function createRemoteAudio(speaker: string | null): RemoteAudio {
  const element = new Audio();
  element.autoplay = true;
  const chooseSpeaker = (deviceId: string | null): void => {
    // A device that went away leaves the default one, which is what the person would pick anyway.
    void element.setSinkId(deviceId ?? '').catch(() => undefined);
  };
  if (speaker !== null) chooseSpeaker(speaker);
  return {
    play: (stream) => {
      element.srcObject = stream;
      void element.play().catch(() => undefined);
    },
    stop: (stream) => {
      if (element.srcObject === stream) element.srcObject = null;
    },
    current: () => (element.srcObject instanceof MediaStream ? element.srcObject : null),
    chooseSpeaker,
  };
}
