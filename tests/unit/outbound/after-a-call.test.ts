import { campaignSchema, type DialResult } from '../../../server/contract/campaigns';
import { dialResultOf, type AttemptEnd } from '../../../server/outbound/dial-result';
import { nextAttempt } from '../../../server/outbound/next-attempt';

const end = (over: Partial<AttemptEnd> = {}): AttemptEnd => ({
  ...{
    by: 'customer',
    cause: 'NORMAL_CLEARING',
    sipStatus: null,
    reached: false,
    queued: false,
    talked: false,
    withdrawn: false,
  },
  ...over,
});

describe('what a call that is over says of the number', () => {
  it.each<[Partial<AttemptEnd>, DialResult]>([
    [{ reached: true }, 'reached'],
    [{ reached: true, queued: true, talked: true }, 'reached'],
    [{ reached: true, queued: true }, 'abandoned'],
    [{ reached: true, answerer: 'machine', by: 'system' }, 'machine'],
    [{ reached: true, answerer: 'fax', by: 'system' }, 'machine'],
    [{ reached: true, answerer: 'unsure' }, 'reached'],
    [{ reached: true, answerer: 'person', queued: true }, 'abandoned'],
    // He heard nobody: it was still being listened who he is.
    [{ reached: true, unheard: true }, 'abandoned'],
    [{ sipStatus: 486, cause: 'USER_BUSY' }, 'busy'],
    // The switch's cause puts 480 and 408 and 503 together; the status tells them apart.
    [{ sipStatus: 480, cause: 'NORMAL_TEMPORARY_FAILURE' }, 'no-answer'],
    [{ sipStatus: 503, cause: 'NORMAL_TEMPORARY_FAILURE' }, 'network'],
    [{ sipStatus: 404, cause: 'UNALLOCATED_NUMBER' }, 'wrong-number'],
    [{ sipStatus: 603, cause: 'CALL_REJECTED' }, 'refused'],
    [{ cause: 'NO_ANSWER' }, 'no-answer'],
    [{ cause: 'SOMETHING_NEW' }, 'network'],
    [{ cause: 'DIALLING_STOPPED', by: 'system' }, 'stopped'],
    [{ cause: 'LOST', by: 'system' }, 'lost'],
    [{ cause: 'NORMAL_CLEARING', by: 'customer' }, 'lost'],
  ])('%j: %s', (facts, result) => {
    expect(dialResultOf(end(facts))).toBe(result);
  });

  it('by a campaign’s own table, where it has one', () => {
    expect(dialResultOf(end({ sipStatus: 480 }), { '480': 'refused' })).toBe('refused');
  });
});

describe('what becomes of the contact', () => {
  const marks = campaignSchema.shape.marks.parse([{ mark: 'promised' }, { mark: 'later', closes: false }]);
  const after = (result: DialResult, over: { results?: DialResult[]; mark?: string } = {}, retry = {}) =>
    nextAttempt(
      { attempts: 3, retry, marks },
      { result, results: over.results ?? [result], mark: over.mark ?? null, at: 0 },
    );

  it.each<[string, ReturnType<typeof after>, unknown]>([
    ['reached', after('reached'), { kind: 'done', mark: 'reached' }],
    ['a mark says more', after('reached', { mark: 'promised' }), { kind: 'done', mark: 'promised' }],
    [
      'a mark asks for another call',
      after('reached', { mark: 'later' }),
      { kind: 'again', at: 120 * 60_000 },
    ],
    [
      'a mark asks for more calls than there are',
      after('reached', { mark: 'later', results: ['busy', 'reached', 'reached'] }),
      { kind: 'done', mark: 'later' },
    ],
    ['busy', after('busy'), { kind: 'again', at: 15 * 60_000 }],
    ['no such number', after('wrong-number'), { kind: 'done', mark: 'wrong-number' }],
    ['a machine', after('machine'), { kind: 'again', at: 120 * 60_000 }],
    ['refused', after('refused'), { kind: 'done', mark: 'refused' }],
    ['never begun', after('not-begun', { results: [] }), { kind: 'again', at: 0 }],
    [
      'attempts used up',
      after('busy', { results: ['busy', 'no-answer', 'busy'] }),
      { kind: 'done', mark: 'not-reached' },
    ],
    [
      'as often as this result may be',
      after('busy', { results: ['busy', 'busy'] }, { busy: { afterMinutes: 1, atMost: 2 } }),
      { kind: 'done', mark: 'not-reached' },
    ],
    [
      'a rule of its own',
      after('abandoned', {}, { abandoned: { afterMinutes: 60, atMost: 20 } }),
      { kind: 'again', at: 3_600_000 },
    ],
  ])('%s', (_, got, expected) => {
    expect(got).toEqual(expected);
  });
});
