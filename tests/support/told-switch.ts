import type { Switch } from '../../server/calls/switch';
import type { SwitchId } from '../../server/contract/ids';
import { OperationalError } from '../../server/errors';

/** A switch that only notes what it is told, leg by leg, and refuses what it is told to refuse. */
export function toldSwitch(id: SwitchId): {
  readonly told: string[];
  readonly refuses: Set<string>;
  readonly target: Switch;
} {
  const told: string[] = [];
  const refuses = new Set<string>();
  const tell = (...words: readonly string[]): Promise<void> => {
    told.push(words.join(' '));
    if (!refuses.has(words[0] ?? '')) return Promise.resolve();
    return Promise.reject(new OperationalError('switch-refused', 'told so'));
  };
  const target: Partial<Switch> = {
    id,
    isUp: () => true,
    bridge: (a, b) => tell('bridge', a, b),
    unbridge: (leg) => tell('unbridge', leg),
    join: (leg, talkOf) => tell('join', leg, talkOf),
    leave: (leg) => tell('leave', leg),
    hangUp: (leg, cause = 'NORMAL_CLEARING') => tell('hangUp', leg, cause),
    playMusic: (leg) => tell('music', leg),
    playTone: (leg, tone) => tell('tone', leg, tone),
    stopPlaying: (leg) => tell('stop', leg),
    announceOverMusic: (leg) => tell('announce', leg),
    armFallback: (leg) => tell('guard', leg),
    disarmFallback: (leg) => tell('unguard', leg),
    callAgent: ({ legId, sipUser, autoAnswer }) =>
      tell('callAgent', legId, sipUser, ...(autoAnswer ? ['answers'] : [])),
    callCustomer: ({ legId, number, role = 'customer' }) => tell('call', legId, role, number),
    legExists: () => Promise.resolve(!refuses.has('legExists')),
    startRecording: (leg) => tell('record', leg),
    stopRecording: (leg) => tell('stopRecording', leg),
    maskRecording: (leg) => tell('mask', leg),
    unmaskRecording: (leg) => tell('unmask', leg),
  };
  return { told, refuses, target: target as Switch };
}
