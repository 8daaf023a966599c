import type { FrameSource } from '../../../../freeswitch/emulator/ports';
import { Mix, addSaturated } from '../../../../freeswitch/emulator/media/mix';
import { Pipe } from '../../../../freeswitch/emulator/media/pipe';

const frame = (value: number): Int16Array => new Int16Array(160).fill(value);
const source = (...values: number[]): FrameSource => {
  const frames = values.map(frame);
  return { next: () => frames.shift() ?? null };
};

describe('mixing', () => {
  it('adds, and clips instead of wrapping, whatever the order', () => {
    expect(new Mix([source(1000), source(-300)]).next()?.[0]).toBe(700);
    expect(new Mix([source(30_000), source(30_000)]).next()?.[159]).toBe(32_767);
    expect(new Mix([source(-30_000), source(-30_000)]).next()?.[0]).toBe(-32_768);
    expect(new Mix([source(30_000), source(30_000), source(-30_000)]).next()?.[0]).toBe(30_000);
    const sum = frame(32_000);
    addSaturated(sum, frame(32_000));
    expect(sum[0]).toBe(32_767);
  });

  it('goes on without a source that ended, and ends with the last', () => {
    const mix = new Mix([source(1, 1), source(10)]);
    expect([mix.next()?.[0], mix.next()?.[0], mix.next(), mix.next()]).toEqual([11, 1, null, null]);
  });
});

describe('a pipe', () => {
  const read = (pipe: Pipe, times: number): number[] => Array.from({ length: times }, () => pipe.next()[0]!);

  it('gives out in order what is written, silence when there is none', () => {
    const pipe = new Pipe();
    expect(read(pipe, 1)).toEqual([0]);
    pipe.write(frame(1));
    pipe.write(frame(2));
    expect(read(pipe, 4)).toEqual([1, 2, 0, 0]);
  });

  it('keeps what it was given although the writer uses its frame again', () => {
    const pipe = new Pipe();
    pipe.next();
    const own = frame(5);
    pipe.write(own);
    own.fill(6);
    expect(read(pipe, 1)).toEqual([5]);
  });

  it('keeps 100 ms, the newest', () => {
    const pipe = new Pipe();
    pipe.next();
    for (let value = 1; value <= 50; value += 1) pipe.write(frame(value));
    expect(read(pipe, 6)).toEqual([46, 47, 48, 49, 50, 0]);
  });

  it('begins a listener at now, not with what was said before', () => {
    const pipe = new Pipe();
    for (let value = 1; value <= 4; value += 1) pipe.write(frame(value));
    expect(read(pipe, 2)).toEqual([4, 0]);
  });

  it('gives back the delay of a burst within a second', () => {
    const pipe = new Pipe();
    pipe.next();
    for (let value = 1; value <= 4; value += 1) pipe.write(frame(value));
    let last = 0;
    for (let value = 5; value < 60; value += 1) {
      pipe.write(frame(value));
      last = pipe.next()[0]!;
    }
    expect(last).toBe(59);
  });
});
