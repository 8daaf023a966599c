import { retentionRules } from '../../../server/compose-recordings';
import { retentionDays } from '../../../server/recordings/kept-recordings';

type Input = Parameters<typeof retentionRules>[0];

const rulesOf = (env: Input['env']) =>
  retentionRules({
    env,
    queues: { config: { queues: [{ queueId: 'general', recordingDays: 30 }] } } as unknown as Input['queues'],
    packs: {
      current: () => [{ id: 'town' }, { id: 'clinic', messageDays: 7 }, { id: 'court', messageDays: null }],
    } as unknown as Input['packs'],
  });
const talk = (queueId: string | null) => ({ kind: 'talk', queueId, packId: null }) as const;
const message = (packId: string | null) => ({ kind: 'message', queueId: null, packId }) as const;

describe('how long recordings are kept', () => {
  const rules = rulesOf({ DIALLED_RECORDING_DAYS: 60, MESSAGE_RECORDING_DAYS: 90 });

  it.each([
    ['a talk of a queue', talk('general'), 30],
    ['a talk somebody dialled', talk(null), 60],
    ['a talk of a queue that is gone', talk('gone'), null],
    ['a message of a pack that says nothing', message('town'), 90],
    ['a message of a pack that says so', message('clinic'), 7],
    ['a message of a pack that keeps them for ever', message('court'), null],
    ['a message of before packs were noted', message(null), 90],
  ] as const)('is said for %s', (_, recording, days) => {
    expect(retentionDays(rules, recording)).toBe(days);
  });

  it('is for ever where nobody says anything', () => {
    const silent = rulesOf({ DIALLED_RECORDING_DAYS: undefined, MESSAGE_RECORDING_DAYS: undefined });
    expect(retentionDays(silent, message('town'))).toBeNull();
    expect(retentionDays(silent, talk(null))).toBeNull();
  });
});
