import { answerDirectory, directoryXml, notFoundXml } from '../../../server/auth/directory';
import { cleanName, GuestAccounts, isGuestUser } from '../../../server/auth/guest-accounts';
import { SipCredentials } from '../../../server/auth/sip-credentials';
import { agentId } from '../../../server/contract/ids';
import { InMemoryAgentStore } from '../../fakes/in-memory-agent-store';
import { InMemorySipAccountStore } from '../../fakes/in-memory-auth';

const domain = 'd.test';
const accounts = new InMemorySipAccountStore();
const sip = new SipCredentials({ accounts, agents: new InMemoryAgentStore(), domain });
const guests = new GuestAccounts({ accounts, domain, isRightKey: (key) => key === 'right' });

const ask = (user: string, method: string | undefined) =>
  answerDirectory(
    { domain, findAccount: (sipUser) => sip.findLive(sipUser) },
    { section: 'directory', action: 'sip_auth', user, domain, sip_auth_method: method, sip_to_user: user },
  );

describe('a guest', () => {
  it('exists for the switch when he calls, and never when he wants to be called', async () => {
    const { user } = await guests.open('right', '');
    expect(await ask(user, 'INVITE')).toContain(`<user id="${user}">`);
    for (const method of ['REGISTER', 'SUBSCRIBE', 'MESSAGE', undefined]) {
      expect(await ask(user, method)).toBe(notFoundXml);
    }
  });

  it('is never remembered by the switch, which would ask for his REGISTER no more', () => {
    const guest = { sipUser: 'guest-0123456789abcdef', a1Hash: '0'.repeat(32), agentId: null };
    expect(directoryXml(guest, domain)).not.toContain('cacheable');
    expect(directoryXml({ ...guest, agentId: '1001' }, domain)).toContain('cacheable');
  });

  it('cannot be taken for an agent, nor an agent for him', async () => {
    expect(isGuestUser(await sip.issue(agentId('1001')))).toBe(false);
    // An account without an owner under another name is nobody's.
    await accounts.save({ sipUser: 'a1001-deadbeef', a1Hash: '0'.repeat(32), agentId: null }, 'x');
    expect(await sip.findLive('a1001-deadbeef')).toBeNull();
  });

  it('needs the key', async () => {
    await expect(guests.open('wrong', '')).rejects.toMatchObject({ code: 'not-permitted' });
  });
});

describe('cleanName', () => {
  it.each([
    ['Carol', 'Carol'],
    ['  Zoë   O’Brien-Smith Jr. ', 'Zoë O’Brien-Smith Jr.'],
    ['李娜', '李娜'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    ['" <sip:1002@d.test>;x="', 'sip 1002 d.test x'],
    ['${system(reboot)}\r\nVia: x', 'system reboot Via x'],
    ['<script>', 'script'],
    ['', ''],
  ])('makes of %j %j', (typed, clean) => {
    expect(cleanName(typed)).toBe(clean);
  });

  it('cuts by characters and leaves no space at the end', () => {
    expect(cleanName(`${'x'.repeat(39)} y`)).toBe('x'.repeat(39));
    expect(Array.from(cleanName('𠮷'.repeat(50)))).toHaveLength(40);
  });
});
