import { TextEncoder } from 'node:util';
import { capScale, marksOf, partsOf } from '../../../../softphone/desk/campaign-view';
import { decodeTable } from '../../../../softphone/desk/decode-table';
import { evidenceOf } from '../../../../softphone/desk/evidence-view';

describe('a campaign on the screen', () => {
  it('has parts that make the whole', () => {
    const parts = partsOf({ contacts: 10, reached: 2, done: 5, dialing: 1, open: 4 });
    expect(parts).toEqual([
      { part: 'reached', share: 0.2 },
      { part: 'other', share: 0.3 },
      { part: 'dialing', share: 0.1 },
      { part: 'open', share: 0.4 },
    ]);
    expect(partsOf({ contacts: 0, reached: 0, done: 0, dialing: 0, open: 0 })).toEqual([]);
  });

  it('shows a share and what is allowed on one scale, whichever is larger', () => {
    expect(capScale(0.015, 0.03)).toEqual({ filled: 0.25, line: 0.5 });
    expect(capScale(0, 0)).toEqual({ filled: 0, line: 0 });
    const over = capScale(0.2, 0.03);
    expect(over.filled).toBeGreaterThan(over.line);
    expect(over.filled).toBeLessThanOrEqual(1);
  });

  it('has what came of it with the most frequent first', () => {
    expect(marksOf({ refused: 1, promised: 3, none: 0 })).toEqual([
      { mark: 'promised', many: 3, share: 0.75, width: 1 },
      { mark: 'refused', many: 1, share: 0.25, width: 1 / 3 },
    ]);
    expect(marksOf({})).toEqual([]);
  });

  it('reads lists in UTF-8 and as Chinese spreadsheets save them', () => {
    expect(decodeTable(new TextEncoder().encode('number,name\n1,张').buffer)).toBe('number,name\n1,张');
    expect(decodeTable(Uint8Array.from([0xd5, 0xc5, 0x2c, 0x31]).buffer)).toBe('张,1');
  });

  it('puts what a rule saw into words, and shows what it does not know as it is', () => {
    const t = ((key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`) as never;
    const said = evidenceOf(t, {
      ...{ 'do-not-call': [{ kind: 'number', value: '+86138', reason: 'asked' }], consent: { given: false } },
      ...{ destination: { dialled: null }, attempts: { made: 1, atMost: 3 } },
      ...{ cap: { made: 2, atMost: 3, inDays: 7 }, newer: { saw: 1 } },
      hours: { timeZone: 'Asia/Shanghai', by: 'list', local: '2026-11-30T10:14' },
    });
    expect(said.map(({ saw }) => saw)).toEqual([
      'evidence.listed {"entries":"+86138 (asked)"}',
      'evidence.consent-missing {}',
      'evidence.notDialable {}',
      'evidence.attempts {"made":"1","atMost":"3"}',
      'evidence.cap {"made":"2","atMost":"3","days":"7"}',
      'newer: {"saw":1}',
      'evidence.hours {"local":"2026-11-30 10:14","zone":"Asia/Shanghai","by":"evidence.by-list {}"}',
    ]);
  });
});
