import { agentAnnouncement, digitSounds, promptSound, soundItem } from '../../../server/ivr/speech';

describe('agentAnnouncement', () => {
  it('reads the number digit by digit between the words', () => {
    expect(
      agentAnnouncement('1004', 'zh-CN').map((item) => (item.kind === 'sound' ? item.name : '')),
    ).toEqual(['agent-before', 'd1', 'd0', 'd0', 'd4', 'agent-after']);
  });

  it('speaks the language asked for', () => {
    expect(agentAnnouncement('1', 'en-US')).toContainEqual({ kind: 'sound', name: 'd1', language: 'en-US' });
  });

  it('says nothing for an agent without a number', () => {
    expect(agentAnnouncement('', 'en-US')).toEqual([]);
  });
});

describe('soundItem', () => {
  it('names the recording of a prompt', () => {
    expect(soundItem({ kind: 'prompt', number: 5, language: 'zh-CN' })).toEqual({
      kind: 'sound',
      name: '05',
      language: 'zh-CN',
    });
    expect(promptSound(102)).toBe('102');
  });

  it('leaves silence as it is', () => {
    expect(soundItem({ kind: 'silence', ms: 5000 })).toEqual({ kind: 'silence', ms: 5000 });
  });
});

describe('digitSounds', () => {
  it('leaves out what is no digit', () => {
    expect(digitSounds('+8-6', 'en-US')).toHaveLength(2);
  });
});
