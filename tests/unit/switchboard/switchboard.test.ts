import { legId, switchId } from '../../../server/contract/ids';
import { OperationalError } from '../../../server/errors';
import { Switchboard } from '../../../server/switchboard/switchboard';

const FS1 = switchId('fs1');

/** What the log says of an event whose handling fails so. */
async function logged(error: Error): Promise<readonly string[]> {
  const lines: string[] = [];
  const board = new Switchboard({
    rooms: {} as never,
    calls: { findByLeg: () => Promise.reject(error) } as never,
    events: {} as never,
    everyRound: () => () => Promise.resolve(),
    logger: {
      warn: (_facts: unknown, text: string) => lines.push(`warn: ${text}`),
      error: (_facts: unknown, text: string) => lines.push(`error: ${text}`),
    } as never,
  });
  const listener = board.listenerFor(FS1);
  listener.onEvent({ kind: 'digit', digit: '1', legId: legId('leg'), tag: null, switchId: FS1, at: 0 });
  await board.idle();
  await new Promise((resolve) => setImmediate(resolve));
  return lines;
}

describe('an event that could not be handled', () => {
  it.each(['lease-lost', 'switch-unavailable'] as const)(
    'is no error when the reason is %s',
    async (code) => {
      expect(await logged(new OperationalError(code, 'gone', { retryable: false }))).toEqual([
        'warn: event left to the next owner',
      ]);
    },
  );

  it('is one otherwise', async () => {
    expect(await logged(new Error('a fault'))).toEqual(['error: event handling failed']);
  });
});
