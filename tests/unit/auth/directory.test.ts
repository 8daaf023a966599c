import {
  answerDirectory,
  directoryXml,
  escapeXml,
  lookedUpUser,
  notFoundXml,
} from '../../../server/auth/directory';

const account = { sipUser: 'a1001-deadbeef', a1Hash: '0123456789abcdef0123456789abcdef', agentId: '1001' };
const fields = { section: 'directory', action: 'sip_auth', user: account.sipUser, domain: 'd.test' };

describe('directoryXml', () => {
  it('gives one user with params and a hash the switch may keep for a minute', () => {
    expect(directoryXml(account, 'd.test')).toMatchInlineSnapshot(`
"<?xml version="1.0" encoding="UTF-8"?>
<document type="freeswitch/xml">
  <section name="directory">
    <domain name="d.test">
      <user id="a1001-deadbeef" cacheable="60000">
        <params>
          <param name="a1-hash" value="0123456789abcdef0123456789abcdef"/>
          <param name="allow-empty-password" value="false"/>
        </params>
      </user>
    </domain>
  </section>
</document>
"
`);
  });

  it.each(['', ' ', 'abc', '0123456789ABCDEF0123456789ABCDEF0', `${account.a1Hash}"/>`])(
    'knows nobody rather than somebody with the hash %j, whom the switch would let in',
    (a1Hash) => {
      expect(directoryXml({ ...account, a1Hash }, 'd.test')).toBe(notFoundXml);
    },
  );

  it('escapes every value', () => {
    const xml = directoryXml({ ...account, sipUser: '"><evil a=\'&' }, 'd"<&>.test');
    expect(xml).toContain('<user id="&quot;&gt;&lt;evil a=&apos;&amp;"');
    expect(xml).toContain('<domain name="d&quot;&lt;&amp;&gt;.test">');
    expect(xml).not.toContain('<evil');
  });
});

describe('escapeXml', () => {
  it('drops what XML cannot hold and keeps the rest', () => {
    expect(escapeXml('a\u0000b\u001Bc\uFFFF 李\u{1F4DE}')).toBe('abc 李\u{1F4DE}');
  });
});

describe('lookedUpUser', () => {
  it('is the user of a digest check in our domain', () => {
    expect(lookedUpUser(fields, 'd.test')).toBe(account.sipUser);
    expect(lookedUpUser({ ...fields, sip_auth_method: 'INVITE', sip_to_user: '1000' }, 'd.test')).toBe(
      account.sipUser,
    );
  });

  it.each([
    ['another domain', { domain: 'other.test' }],
    ['no domain', { domain: undefined }],
    ['the dialplan', { section: 'dialplan' }],
    ['gateways at start', { action: undefined, purpose: 'gateways' }],
    ['a user given twice', { user: [account.sipUser, 'root'] }],
    ['a user with markup', { user: '"/><x' }],
    ['no user', { user: '' }],
    ['the address of somebody else', { sip_auth_method: 'REGISTER', sip_to_user: 'a1002-deadbeef' }],
  ])('is nobody for %s', (_name, changed) => {
    expect(lookedUpUser({ ...fields, ...changed }, 'd.test')).toBeNull();
  });

  it.each([undefined, null, 'text', []])('is nobody for a body that is %j', (body) => {
    expect(lookedUpUser(body, 'd.test')).toBeNull();
  });
});

describe('answerDirectory', () => {
  it('asks for accounts only when the lookup is ours', async () => {
    const findAccount = jest.fn().mockResolvedValue(account);
    const deps = { findAccount, domain: 'd.test' };
    expect(await answerDirectory(deps, { ...fields, domain: 'x' })).toBe(notFoundXml);
    expect(findAccount).not.toHaveBeenCalled();
    expect(await answerDirectory(deps, fields)).toContain('a1-hash');
  });
});
