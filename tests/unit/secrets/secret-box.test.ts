import fc from 'fast-check';
import { createSecretBox } from '../../../server/secrets';

const box = createSecretBox('an installation key', 'ivr-state');

describe('a secret box', () => {
  it('opens what it sealed, and never seals alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = box.seal(text);
        expect(box.open(sealed)).toBe(text);
        expect(box.seal(text)).not.toBe(sealed);
      }),
    );
  });

  it('opens nothing that was changed, or sealed for another use or with another key', () => {
    const sealed = box.seal('246813');
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(() => box.open(changed)).toThrow('cannot be opened');
    expect(() => createSecretBox('an installation key', 'other').open(sealed)).toThrow('cannot be opened');
    expect(() => createSecretBox('another key', 'ivr-state').open(sealed)).toThrow('cannot be opened');
    expect(() => box.open('')).toThrow('cannot be opened');
  });

  it('digests alike with the same key and use only', () => {
    expect(box.digest('246813')).toBe(createSecretBox('an installation key', 'ivr-state').digest('246813'));
    expect(box.digest('246813')).not.toBe(createSecretBox('an installation key', 'other').digest('246813'));
  });
});
