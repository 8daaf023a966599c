import { speakValue } from '../../../server/ivr/grammar';
import {
  agentAnnouncement,
  digitSounds,
  fragmentItem,
  promptSound,
  soundsOf,
} from '../../../server/ivr/speech';

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

const silence = { kind: 'silence', ms: 5000 } as const;

describe('soundsOf', () => {
  it('names the recording of a prompt', () => {
    expect(soundsOf('1000', [{ kind: 'prompt', number: 5, language: 'zh-CN' }, silence]).sounds).toEqual([
      { kind: 'sound', name: '1000/05', language: 'zh-CN' },
      silence,
    ]);
    expect(promptSound('clinic', 102)).toBe('clinic/102');
  });

  it('speaks a value in its language, and a recording a variable names', () => {
    const { sounds, unspeakable } = soundsOf('1000', [
      { kind: 'value', as: 'digits', text: '12', of: 'serial', language: 'en-US' },
      { kind: 'sound', name: 'items/weather', of: 'content', language: 'en-US' },
      { kind: 'beep' },
    ]);
    expect(sounds).toEqual([
      { kind: 'sound', name: 'd1', language: 'en-US' },
      { kind: 'sound', name: 'd2', language: 'en-US' },
      { kind: 'sound', name: 'items/weather', language: 'en-US' },
      { kind: 'beep' },
    ]);
    expect(unspeakable).toEqual([]);
  });

  it('leaves out what cannot be spoken, and says which variable it was', () => {
    const wrong = { kind: 'value', as: 'date', text: 'soon', of: 'due', language: 'en-US' } as const;
    expect(soundsOf('1000', [wrong, silence])).toEqual({ sounds: [silence], unspeakable: ['due'] });
    expect(soundsOf('1000', [wrong]).sounds).toHaveLength(1);
    expect(
      soundsOf('1000', [{ kind: 'sound', name: '../../etc', of: 'x', language: 'en-US' }]).unspeakable,
    ).toEqual(['x']);
  });

  it('keeps the wait for a key when there is too much to say', () => {
    const many = Array.from(
      { length: 150 },
      () => ({ kind: 'prompt', number: 1, language: 'en-US' }) as const,
    );
    const { sounds } = soundsOf('1000', [...many, silence]);
    expect(sounds).toHaveLength(100);
    expect(sounds.at(-1)).toEqual(silence);
  });
});

describe('fragmentItem', () => {
  it('is a recording, or a breath', () => {
    const items = speakValue('digits', '123456', 'zh-CN').map((name) => fragmentItem(name, 'zh-CN'));
    expect(items).toHaveLength(7);
    expect(items[0]).toEqual({ kind: 'sound', name: 'd1', language: 'zh-CN' });
    expect(items[3]).toEqual({ kind: 'silence', ms: 250 });
  });
});

describe('digitSounds', () => {
  it('leaves out what is no digit', () => {
    expect(digitSounds('+8-6', 'en-US')).toHaveLength(2);
  });
});
