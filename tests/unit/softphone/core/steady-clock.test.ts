import { createSteadyClock } from '../../../../softphone/core/steady-clock';

/** A worker that ticks when it is told. */
function ticking() {
  const worker = new EventTarget();
  const time = { ms: 1_000_000 };
  const clock = createSteadyClock(worker, () => time.ms);
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 1000) {
      time.ms += 1000;
      worker.dispatchEvent(new MessageEvent('message'));
    }
  };
  const sleep = (ms: number): void => {
    time.ms += ms;
    worker.dispatchEvent(new MessageEvent('message'));
  };
  return { clock, time, pass, sleep };
}

describe('the steady clock', () => {
  it('runs what is due, until it is stopped', () => {
    const { clock, pass } = ticking();
    let times = 0;
    const stop = clock.every(5000, () => (times += 1));
    pass(4000);
    expect(times).toBe(0);
    pass(1000);
    expect(times).toBe(1);
    pass(10_000);
    expect(times).toBe(3);
    stop();
    pass(10_000);
    expect(times).toBe(3);
  });

  it('tells of a sleep, from when until when, and of no slow second', () => {
    const { clock, time, pass, sleep } = ticking();
    const slept: [number, number][] = [];
    clock.onSlept((from, until) => slept.push([from, until]));
    pass(3000);
    sleep(9000);
    expect(slept).toEqual([]);
    const from = time.ms;
    sleep(600_000);
    expect(slept).toEqual([[from, from + 600_000]]);
  });
});
