import { describe, expect, it } from '@jest/globals';
import { directoryXml, notFoundXml } from '../../../../../server/auth/directory';
import { readA1Hash } from '../../../../../freeswitch/emulator/sip/registration/directory-lookup';

const HASH = 'a'.repeat(32);

describe('readA1Hash', () => {
  it('reads what our server writes', () => {
    expect(
      readA1Hash(directoryXml({ sipUser: '1001', a1Hash: HASH, agentId: 'alice' }, 'kiloline.local'), '1001'),
    ).toBe(HASH);
    expect(readA1Hash(notFoundXml, '1001')).toBeNull();
  });

  it.each([
    ['another user', directoryXml({ sipUser: '1002', a1Hash: HASH, agentId: 'alice' }, 'd')],
    ['a user without a hash', '<document><user id="1001"><params></params></user></document>'],
    ['a hash that is none', '<user id="1001"><params><param name="a1-hash" value="secret"/></params></user>'],
    ['a page', '<html></html>'],
    ['nothing', ''],
  ])('lets nobody in on %s', (_name, xml) => expect(() => readA1Hash(xml, '1001')).toThrow());
});
