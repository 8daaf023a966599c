import { JitterBuffer, isConcealed } from '../../../../freeswitch/emulator/media/rtp/jitter-buffer';
import { RtpLatch } from '../../../../freeswitch/emulator/media/rtp/rtp-latch';
import { emptyHeader, readRtp, writeRtpHeader } from '../../../../freeswitch/emulator/media/rtp/rtp-packet';

/** Each tick puts the numbered packets ('e5': a key's) and takes one; prints what came out. */
function play(...ticks: (number | string)[][]): { heard: string; lost: number } {
  const buffer = new JitterBuffer();
  const heard = ticks.map((arriving) => {
    for (const each of arriving) {
      const isEvent = typeof each === 'string';
      const sequence = isEvent ? Number(each.slice(1)) : each;
      buffer.put(sequence & 0xffff, Uint8Array.from([sequence & 0xff]), 0, isEvent ? 0 : 1);
    }
    const slot = buffer.take();
    buffer.trim();
    return slot === null ? '-' : isConcealed(slot) ? 'x' : String(slot.payload[0]);
  });
  return { heard: heard.join(' '), lost: buffer.lost };
}

describe('the jitter buffer', () => {
  it.each<[string, (number | string)[][], string, number]>([
    ['holds nothing back in order', [[1], [2], [3]], '1 2 3', 0],
    ['sorts what is swapped within a tick', [[1], [3, 2], [4]], '1 2 3', 0],
    ['waits a tick for one overtaken', [[1], [3], [2], [4], []], '1 - 2 3 4', 0],
    ['waits 60 ms at most', [[1], [3], [], [], [], []], '1 - - - 3 -', 1],
    ['does not wait when enough came after', [[1], [3, 4, 5], [], [], []], '1 x 3 4 5', 1],
    ['conceals a run', [[1], [5, 6, 7], [], [], [], [], []], '1 x x x 5 6 7', 3],
    ['drops duplicates and the late', [[1], [2, 2], [2, 1, 3], [4]], '1 2 3 4', 0],
    ['passes keys over', [[1], ['e2', 'e3', 4], ['e5'], [6]], '1 4 - 6', 0],
    ['wraps', [[65_535], [65_536], [65_537]], '255 0 1', 0],
    ['does not follow one stray packet', [[1], [20_000], [2]], '1 - 2', 0],
    ['follows a sender that jumped', [[1], [20_000], [20_001], [20_002]], '1 - 33 34', 0],
  ])('%s', (_, ticks, heard, lost) => {
    expect(play(...ticks)).toEqual({ heard, lost });
  });

  it('gives a burst’s delay back within a second, and never holds more than 200 ms', () => {
    const burst = play(
      Array.from({ length: 30 }, (_, at) => at),
      [],
    );
    expect(burst.heard).toBe('20 21');
    const steady = Array.from({ length: 120 }, (_, at) => [at + 6]);
    const heard = play([1, 2, 3, 4, 5], ...steady)
      .heard.split(' ')
      .map(Number);
    expect(heard[40]).toBe(41);
    // Five packets ahead at first, one in the end.
    expect(steady.length + 5 - heard.at(-1)!).toBe(1);
  });
});

describe('RTP packets', () => {
  const header = {
    payloadType: 101,
    isMarked: true,
    sequence: 65_535,
    timestamp: 0xfffffff0,
    ssrc: 0x80000001,
  };

  it('reads what it wrote', () => {
    const packet = Buffer.alloc(16);
    writeRtpHeader(packet, header);
    const read = emptyHeader();
    expect(readRtp(packet, read)).toBe(true);
    const { payloadType, sequence, timestamp, ssrc } = header;
    expect(read).toEqual({ payloadType, sequence, timestamp, ssrc, payloadStart: 12, payloadEnd: 16 });
  });

  it('finds the payload behind sources, extension and padding', () => {
    const packet = Buffer.from([
      0xb1,
      0,
      0,
      1,
      ...Array<number>(8).fill(0),
      9,
      9,
      9,
      9,
      0xbe,
      0xde,
      0,
      1,
      7,
      7,
      7,
      7,
      42,
      43,
      0,
      2,
    ]);
    const read = emptyHeader();
    expect(readRtp(packet, read)).toBe(true);
    expect([...packet.subarray(read.payloadStart, read.payloadEnd)]).toEqual([42, 43]);
  });

  it.each<[string, number[]]>([
    ['too short', [0x80, 0]],
    ['another version', [0x40, ...Array<number>(15).fill(0)]],
    ['RTCP', [0x80, 200, ...Array<number>(14).fill(0)]],
    ['more sources than bytes', [0x8f, ...Array<number>(15).fill(0)]],
    ['an extension longer than the packet', [0x90, ...Array<number>(13).fill(0), 0xff, 0xff]],
    ['padding longer than the packet', [0xa0, ...Array<number>(14).fill(0), 200]],
    ['no padding where some is said', [0xa0, ...Array<number>(15).fill(0)]],
  ])('refuses %s', (_, bytes) => {
    expect(readRtp(Buffer.from(bytes), emptyHeader())).toBe(false);
  });

  it('never reads past the end, whatever comes', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 0x7fffffff);
    const read = emptyHeader();
    for (let time = 0; time < 50_000; time += 1) {
      const packet = Buffer.from(Array.from({ length: random() % 60 }, () => random() & 0xff));
      if (packet.length > 0) packet[0] = (packet[0]! & 0x3f) | 0x80;
      if (!readRtp(packet, read)) continue;
      expect(read.payloadStart <= read.payloadEnd && read.payloadEnd <= packet.length).toBe(true);
    }
  });
});

describe('where to send', () => {
  const latched = (): RtpLatch => {
    const latch = new RtpLatch();
    latch.announce('10.0.0.1', 4000);
    return latch;
  };
  const place = (latch: RtpLatch): string => `${latch.address}:${latch.port}`;

  it('begins with the announced address and follows the first packet', () => {
    const latch = latched();
    expect(place(latch)).toBe('10.0.0.1:4000');
    expect(latch.accepts('192.0.2.9', 5000, 1)).toBe(true);
    expect(place(latch)).toBe('192.0.2.9:5000');
  });

  it('lets nobody take over while the party talks', () => {
    const latch = latched();
    latch.accepts('192.0.2.9', 5000, 1);
    for (let tick = 2; tick < 200; tick += 1) {
      expect(latch.accepts('192.0.2.66', 6000, tick)).toBe(false);
      expect(latch.accepts('192.0.2.9', 5000, tick)).toBe(true);
    }
  });

  it('follows a party that moved, after a second of quiet and three packets', () => {
    const latch = latched();
    latch.accepts('192.0.2.9', 5000, 1);
    expect([30, 51, 52, 53].map((tick) => latch.accepts('192.0.2.9', 7000, tick))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(place(latch)).toBe('192.0.2.9:7000');
  });

  it('goes back to the announced address at once', () => {
    const latch = latched();
    latch.accepts('192.0.2.9', 5000, 1);
    expect(latch.accepts('10.0.0.1', 4000, 2)).toBe(true);
    expect(place(latch)).toBe('10.0.0.1:4000');
  });
});
