import type { DeskRecording } from '../../../../server/contract/recordings';
import type { CallView } from '../../../../softphone/desk/call-view';
import { recordingView } from '../../../../softphone/desk/recording-view';

const NOW = 1_763_800_000_000;
const talking = (recording: Partial<DeskRecording>): CallView =>
  ({
    name: 'talking',
    muted: false,
    call: { recording: { rule: 'always', state: 'none', pausedAt: null, ...recording } },
  }) as CallView;

describe('the recording on the desk', () => {
  it('is said while it runs, and may be stopped only where the queue leaves it to the agent', () => {
    expect(recordingView(talking({ state: 'on' }), NOW)).toEqual({ name: 'on', mayStop: false });
    expect(recordingView(talking({ rule: 'on-demand', state: 'on' }), NOW)).toEqual({
      name: 'on',
      mayStop: true,
    });
  });

  it('reminds of a pause after a minute', () => {
    const paused = (ms: number) => recordingView(talking({ state: 'paused', pausedAt: NOW - ms }), NOW);
    expect(paused(59_999)).toMatchObject({ name: 'paused', pausedMs: 59_999, reminds: false });
    expect(paused(60_000)).toMatchObject({ reminds: true });
    // A server's clock that is ahead of what this desk takes for it.
    expect(paused(-500)).toMatchObject({ pausedMs: 0, reminds: false });
  });

  it('can be begun on demand, and again when it failed', () => {
    expect(recordingView(talking({ rule: 'on-demand' }), NOW)).toEqual({ name: 'idle', failed: false });
    expect(recordingView(talking({ rule: 'on-demand', state: 'stopped' }), NOW)).toMatchObject({
      name: 'idle',
    });
    expect(recordingView(talking({ state: 'failed' }), NOW)).toEqual({ name: 'idle', failed: true });
  });

  it('is nothing where nothing is recorded, and without a talk', () => {
    expect(recordingView(talking({ rule: 'off' }), NOW)).toEqual({ name: 'none' });
    expect(recordingView(talking({ rule: 'off', state: 'failed' }), NOW)).toEqual({ name: 'none' });
    expect(recordingView({ name: 'idle' }, NOW)).toEqual({ name: 'none' });
  });

  it('that was begun elsewhere can be paused also where the rule is to record nothing', () => {
    expect(recordingView(talking({ rule: 'off', state: 'on' }), NOW)).toMatchObject({ name: 'on' });
  });
});
