import { callScriptSchema, spokenScript } from '../../../server/contract/call-script';

const script = {
  'zh-CN': '您好，工号 {agent} 为您服务。{customer}，请问有什么可以帮您？',
  'en-US': '{queue}, {agentName} ({agent}). How can I help you, {customer}? You call from {number}.',
};
const values = {
  agent: '1001',
  agentName: 'Alice',
  customer: '张伟',
  number: '13900000002',
  queue: 'General',
};

describe('what an agent says', () => {
  it('is in the language of the caller, with what is known filled in', () => {
    expect(spokenScript(script, 'zh-CN', values)).toBe(
      '您好，工号 1001 为您服务。张伟，请问有什么可以帮您？',
    );
    expect(spokenScript(script, 'en-US', values)).toBe(
      'General, Alice (1001). How can I help you, 张伟? You call from 13900000002.',
    );
  });

  it('leaves out whom nobody knows, and his comma', () => {
    const unknown = { ...values, customer: '' };
    expect(spokenScript(script, 'zh-CN', unknown)).toBe('您好，工号 1001 为您服务。请问有什么可以帮您？');
    expect(spokenScript(script, 'en-US', unknown)).toContain('How can I help you? You');
    expect(spokenScript({ 'en-US': 'Well, {customer}, hello' }, 'en-US', unknown)).toBe('Well, hello');
  });

  it('is in the other language where there is none in his', () => {
    expect(spokenScript({ 'en-US': 'Hello {agent}' }, 'zh-CN', values)).toBe('Hello 1001');
  });

  it('fills in a value that looks like a field as it is', () => {
    expect(spokenScript({ 'en-US': '{customer}' }, 'en-US', { ...values, customer: '{agent}' })).toBe(
      '{agent}',
    );
  });

  it.each([
    [{ 'en-US': 'Hello {name}' }, '{name} is no field of a script'],
    [{}, 'in at least one language'],
    [{ 'en-US': ' ' }, 'Too small'],
    [{ 'fr-FR': 'Bonjour' }, 'Unrecognized key'],
  ])('%j is refused: %s', (wrong, why) => {
    const issues = callScriptSchema.safeParse(wrong).error?.issues ?? [];
    expect(issues.map(({ message }) => message).join()).toContain(why);
  });
});
