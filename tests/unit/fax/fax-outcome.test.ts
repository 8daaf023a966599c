import { describe, expect, it } from '@jest/globals';
import { faxOutcomes, faxStates, type FaxOutcome } from '../../../server/contract/fax';
import { outcomeOf } from '../../../server/fax/fax-outcome';
import { mayMove, statesBefore } from '../../../server/fax/fax.machine';

const result = (code: number, pagesTotal = 2) => ({
  success: code === 0,
  code,
  text: '',
  pagesSent: 0,
  pagesTotal,
  rate: 14_400,
  ecm: true,
  t38: false,
});

describe('how an attempt ended', () => {
  it.each<[string, Parameters<typeof outcomeOf>[0], FaxOutcome]>([
    ['all pages', { result: result(0), cause: null, sipStatus: null }, 'sent'],
    ['a person says hello', { result: result(2, 0), cause: null, sipStatus: null }, 'no-fax'],
    ['the line broke on page two', { result: result(49), cause: null, sipStatus: null }, 'broken'],
    ['486', { result: null, cause: 'USER_BUSY', sipStatus: 486 }, 'busy'],
    ['busy without a status', { result: null, cause: 'USER_BUSY', sipStatus: null }, 'busy'],
    ['rings until we stop', { result: null, cause: 'NO_ANSWER', sipStatus: null }, 'no-answer'],
    ['404', { result: null, cause: 'UNALLOCATED_NUMBER', sipStatus: 404 }, 'wrong-number'],
    ['603', { result: null, cause: 'CALL_REJECTED', sipStatus: 603 }, 'refused'],
    ['488: no T.38 there', { result: null, cause: 'INCOMPATIBLE_DESTINATION', sipStatus: 488 }, 'broken'],
    ['503', { result: null, cause: 'NORMAL_TEMPORARY_FAILURE', sipStatus: 503 }, 'congestion'],
    ['something new', { result: null, cause: 'SOMETHING_NEW', sipStatus: null }, 'congestion'],
    ['hung up before a tone', { result: null, cause: 'NORMAL_CLEARING', sipStatus: null }, 'broken'],
    ['our server ended', { result: null, cause: 'LOST', sipStatus: null }, 'lost'],
    ['success though the leg says otherwise', { result: result(0), cause: 'LOST', sipStatus: 500 }, 'sent'],
  ])('%s', (_name, end, outcome) => {
    expect(outcomeOf(end)).toBe(outcome);
    expect(faxOutcomes).toContain(outcome);
  });
});

describe('states of a fax', () => {
  it('lets nothing follow sent: it is never sent again', () => {
    expect(faxStates.filter((state) => mayMove('sent', state))).toEqual([]);
  });

  it('sends only what waits', () => {
    expect(statesBefore('sending')).toEqual(['queued', 'failed']);
  });

  it('queues again what a person asks for', () => {
    expect(statesBefore('queued')).toEqual(['given-up', 'cancelled']);
  });
});
