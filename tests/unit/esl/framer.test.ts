import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Framer, FramingError, type Frame } from '../../../server/esl/framer';

const write = (headers: Readonly<Record<string, string>>, body: string | null): string => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (body !== null) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\n')}\n\n${body ?? ''}`;
};

function cut(chunks: readonly Buffer[]): { headers: Record<string, string>; body: string | null }[] {
  const frames: Frame[] = [];
  const framer = new Framer((frame) => frames.push(frame));
  for (const chunk of chunks) framer.push(chunk);
  return frames.map(({ headers, body }) => ({ headers: { ...headers }, body: body?.toString() ?? null }));
}

describe('the framer', () => {
  const stream = Buffer.from(
    write({ 'Content-Type': 'auth/request' }, null) +
      '\n' +
      write({ 'Content-Type': 'api/response' }, '王小明 {"a": "é"}\n\nmore') +
      write({ 'Content-Type': 'command/reply', 'Reply-Text': '+OK a: b: c %E9' }, null) +
      write({ 'Content-Type': 'text/event-json' }, '{}'),
  );
  const whole = cut([stream]);

  it('finds frames, bodies counted in bytes', () => {
    expect(whole.map((frame) => frame.body)).toEqual([null, '王小明 {"a": "é"}\n\nmore', null, '{}']);
    expect(whole[2]?.headers['Reply-Text']).toBe('+OK a: b: c %E9');
  });

  it('finds the same wherever the stream is split', () => {
    for (let at = 1; at < stream.length; at += 1) {
      expect(cut([stream.subarray(0, at), stream.subarray(at)])).toEqual(whole);
    }
    expect(cut([...stream].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('finds any frames in any pieces', () => {
    const frame = fc.record({
      headers: fc.dictionary(fc.stringMatching(/^[A-Z][a-z-]{1,8}$/), fc.stringMatching(/^[a-z%: ]{0,8}x$/), {
        minKeys: 1,
      }),
      body: fc.option(fc.string({ minLength: 1, unit: 'grapheme' })),
    });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(300)), (frames, cuts) => {
        const bytes = Buffer.from(frames.map((one) => write(one.headers, one.body)).join(''));
        const at = [...new Set([0, ...cuts.map((point) => point % bytes.length), bytes.length])].sort(
          (a, b) => a - b,
        );
        const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(cut(pieces).map((one) => one.body)).toEqual(frames.map((one) => one.body));
      }),
    );
  });

  it('gives up on what is no event socket', () => {
    expect(() => cut([Buffer.alloc(300 * 1024, 'x')])).toThrow(FramingError);
    for (const length of ['-1', 'x', '1e3', '99999999']) {
      expect(() => cut([Buffer.from(`Content-Length: ${length}\n\n`)])).toThrow(FramingError);
    }
  });

  it('is not confused by names that objects have', () => {
    expect(
      cut([Buffer.from('__proto__: x\nconstructor: y\nContent-Type: z\n\n')])[0]?.headers['Content-Type'],
    ).toBe('z');
  });
});
