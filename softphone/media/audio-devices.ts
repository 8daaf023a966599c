import { createValue, type Observable } from '../core/observable';

export type DeviceRole = 'microphone' | 'speaker' | 'ringer';

export interface AudioDevice {
  readonly deviceId: string;
  readonly label: string;
}

export interface AudioDevices {
  readonly inputs: Observable<readonly AudioDevice[]>;
  readonly outputs: Observable<readonly AudioDevice[]>;
  readonly chosen: (role: DeviceRole) => string | null;
  readonly choose: (role: DeviceRole, deviceId: string | null) => void;
  readonly refresh: () => Promise<void>;
}

const storageKey = (role: DeviceRole) => `kiloline.device.${role}`;

/** The devices of this computer and which of them this person uses for what; remembered per browser. */
export function createAudioDevices(): AudioDevices {
  const inputs = createValue<readonly AudioDevice[]>([]);
  const outputs = createValue<readonly AudioDevice[]>([]);
  const media = navigator.mediaDevices as MediaDevices | undefined;
  const refresh = async (): Promise<void> => {
    const all = (await media?.enumerateDevices()) ?? [];
    inputs.set(ofKind(all, 'audioinput'));
    outputs.set(ofKind(all, 'audiooutput'));
  };
  media?.addEventListener('devicechange', () => void refresh());
  return {
    inputs,
    outputs,
    refresh,
    chosen: (role) => localStorage.getItem(storageKey(role)),
    choose: (role, deviceId) => {
      if (deviceId === null) localStorage.removeItem(storageKey(role));
      else localStorage.setItem(storageKey(role), deviceId);
    },
  };
}

/** Without permission the browser lists devices with empty ids and names: nothing to choose from. */
function ofKind(all: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly AudioDevice[] {
  return all
    .filter((device) => device.kind === kind && device.deviceId !== '' && device.label !== '')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}
