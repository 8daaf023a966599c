import { fillTemplate, templateFault, writtenDay } from '../../../server/tickets/text-template';

describe('the words of a text message', () => {
  const values = { serial: '263260179', promised: '2026年11月24日', type: '故障申告' };
  const template = '流水号{serial}。[{promised}前答复{type}。]';

  it('are filled in, and leave out what has nothing to say', () => {
    expect(fillTemplate(template, values)).toBe('流水号263260179。2026年11月24日前答复故障申告。');
    expect(fillTemplate(template, { ...values, promised: null })).toBe('流水号263260179。');
  });

  it('take a value as it is, whatever signs are in it', () => {
    expect(fillTemplate('{type}: {serial}', { ...values, type: '{serial} [$1]' })).toBe(
      '{serial} [$1]: 263260179',
    );
  });

  it.each([
    ['流水号{serial}', null],
    ['[{promised}]{serial}', null],
    ['流水号', 'must always tell the {serial}'],
    ['[流水号{serial}]', 'must always tell the {serial}'],
    ['{serial} {name}', 'has no value for {name}; there are serial, promised, type'],
    ['{serial} [', 'has a bracket without its other one'],
    ['{serial} }', 'has a bracket without its other one'],
    [`{serial}${'x'.repeat(300)}`, 'is longer than 300 characters'],
  ])('%s: %s', (text, fault) => {
    expect(templateFault(text)).toBe(fault);
  });

  it.each([
    ['zh-CN', '2026年11月24日'],
    ['en-US', 'November 24, 2026'],
  ] as const)('write a day in %s as %s', (language, written) => {
    expect(writtenDay('2026-11-24', language)).toBe(written);
  });
});
