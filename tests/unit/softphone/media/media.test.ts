import { problemOf } from '../../../../softphone/media/microphone';
import { isTestAudio } from '../../../../softphone/media/test-audio';

describe('test audio', () => {
  it('is on only for the exact flag', () => {
    expect(isTestAudio('?test-audio=1')).toBe(true);
    expect(isTestAudio('?x=y&test-audio=1')).toBe(true);
    expect(isTestAudio('?test-audio=0')).toBe(false);
    expect(isTestAudio('')).toBe(false);
  });
});

describe('microphone problems', () => {
  it.each([
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'in-use'],
    ['SecurityError', 'insecure'],
  ])('%s is %s', (name, problem) => expect(problemOf(new DOMException('', name))).toBe(problem));
});
