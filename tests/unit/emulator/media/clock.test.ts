import { Clock, type ClockTime } from '../../../../freeswitch/emulator/media/clock';

/** Time that moves when told; timers are late by `lateness`. */
class FakeTime implements ClockTime {
  at = 1000;
  lateness = 0;
  private due: { at: number; run: () => void } | null = null;

  now(): number {
    return this.at;
  }

  wake(ms: number, run: () => void): () => void {
    const entry = { at: this.at + ms + this.lateness, run };
    this.due = entry;
    return () => {
      if (this.due === entry) this.due = null;
    };
  }

  get isWaiting(): boolean {
    return this.due !== null;
  }

  pass(ms: number): void {
    const end = this.at + ms;
    while (this.due !== null && this.due.at <= end) {
      const { at, run } = this.due;
      this.due = null;
      this.at = Math.max(this.at, at);
      run();
    }
    this.at = Math.max(end, this.at);
  }
}

function clockWith(lateness = 0): { time: FakeTime; clock: Clock; ticks: number[]; reported: string[] } {
  const time = new FakeTime();
  time.lateness = lateness;
  const reported: string[] = [];
  const clock = new Clock((what) => reported.push(what), time);
  const ticks: number[] = [];
  return { time, clock, ticks, reported };
}

describe('the clock', () => {
  it.each([0, 0.7, 3, 11])('keeps to wall time when every timer is %p ms late', (lateness) => {
    const { time, clock, ticks } = clockWith(lateness);
    clock.on('send', () => ticks.push(time.at));
    time.pass(60_000);
    expect(ticks.length).toBeGreaterThanOrEqual(2999);
    ticks.forEach((at, index) => expect(at - 1000 - (index + 1) * 20).toBeLessThanOrEqual(20));
    expect(clock.stats.skipped).toBe(0);
  });

  it('catches up a short stall tick by tick and counts it', () => {
    const { time, clock, ticks } = clockWith();
    clock.on('send', () => ticks.push(time.at));
    time.at += 95;
    time.pass(25);
    expect(ticks).toHaveLength(6);
    expect(clock.stats).toEqual({ ticks: 6, late: 3, skipped: 0 });
  });

  it('skips a long stall but for 100 ms, and time counts all the same', () => {
    const { time, clock, ticks } = clockWith();
    clock.on('send', () => ticks.push(time.at));
    time.at += 2000;
    time.pass(20);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(clock.ticks).toBe(101);
    expect(clock.stats.skipped).toBe(101 - ticks.length);
  });

  it('receives before it sends before it records, and one failure stops nobody', () => {
    const { time, clock, reported } = clockWith();
    const order: string[] = [];
    clock.on('record', () => order.push('record'));
    clock.on('send', () => {
      throw new Error('broken');
    });
    clock.on('send', () => order.push('send'));
    clock.on('receive', () => order.push('receive'));
    time.pass(20);
    expect(order).toEqual(['receive', 'send', 'record']);
    expect(reported).toEqual(['clock send']);
  });

  it('rests when nobody listens, and starts once when somebody leaves and comes within a tick', () => {
    const { time, clock, ticks } = clockWith();
    expect(time.isWaiting).toBe(false);
    const leave = clock.on('send', () => {
      leave();
      clock.on('send', () => ticks.push(time.at));
    });
    time.pass(20);
    time.pass(100);
    expect(ticks.length).toBeGreaterThanOrEqual(5);
    expect(new Set(ticks).size).toBe(ticks.length);
    clock.stop();
    expect(time.isWaiting).toBe(false);
  });
});
