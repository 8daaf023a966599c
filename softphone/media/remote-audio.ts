export interface RemoteAudio {
  play(stream: MediaStream): void;
  stop(stream: MediaStream): void;
  current(): MediaStream | null;
  useSpeaker(deviceId: string | null): void;
}

/** The element that plays the caller. Chrome decodes a remote track only while some element plays it. */
export function createRemoteAudio(speaker: string | null): RemoteAudio {
  const element = new Audio();
  element.autoplay = true;
  const useSpeaker = (deviceId: string | null): void => {
    // A device that went away leaves the default one, which is what the person would pick anyway.
    void element.setSinkId(deviceId ?? '').catch(() => undefined);
  };
  if (speaker !== null) useSpeaker(speaker);
  return {
    play: (stream) => {
      element.srcObject = stream;
      void element.play().catch(() => undefined);
    },
    stop: (stream) => {
      if (element.srcObject === stream) element.srcObject = null;
    },
    current: () => (element.srcObject instanceof MediaStream ? element.srcObject : null),
    useSpeaker,
  };
}
