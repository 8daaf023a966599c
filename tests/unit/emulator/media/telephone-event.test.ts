import { DigitReceiver, DigitSender } from '../../../../freeswitch/emulator/media/rtp/telephone-event';

type Packet = readonly [timestamp: number, event: number, isEnd: boolean, duration: number] | 'tick';

function hear(packets: readonly Packet[]): string[] {
  const heard: string[] = [];
  const receiver = new DigitReceiver((digit, ms) => heard.push(`${digit} ${ms}`));
  for (const packet of packets) {
    if (packet === 'tick') receiver.tick();
    else {
      const [timestamp, event, isEnd, duration] = packet;
      const bytes = Uint8Array.from([event, isEnd ? 0x8a : 0x0a, duration >> 8, duration & 0xff]);
      receiver.packet(timestamp, bytes, 0, 4);
    }
  }
  return heard;
}

const ticks = (count: number): Packet[] => Array.from({ length: count }, () => 'tick');
const FIVE: Packet[] = [
  [1000, 5, false, 160],
  [1000, 5, false, 320],
  [1000, 5, true, 480],
  [1000, 5, true, 480],
  [1000, 5, true, 480],
];

describe('hearing keys (RFC 4733)', () => {
  it.each<[string, readonly Packet[], readonly string[]]>([
    ['a key with its end three times', FIVE, ['5 60']],
    ['a key of which only one end arrives', [[1000, 5, true, 800]], ['5 100']],
    ['the same key twice', [...FIVE, [3000, 5, true, 320]], ['5 60', '5 40']],
    ['an update that overtakes the end', [FIVE[0]!, FIVE[2]!, FIVE[1]!, FIVE[3]!], ['5 60']],
    [
      'ends that come after the next key began',
      [...FIVE.slice(0, 3), [2000, 6, false, 160], FIVE[4]!, [2000, 6, true, 320]],
      ['5 60', '6 40'],
    ],
    [
      'a key whose end is lost, then silence',
      [[1000, 5, false, 160], [1000, 5, false, 640], ...ticks(9)],
      ['5 80'],
    ],
    [
      'a key whose end is lost, then another',
      [
        [1000, 5, false, 640],
        [2000, 6, true, 320],
      ],
      ['5 80', '6 40'],
    ],
    [
      'a key held while packets keep coming',
      [[1000, 5, false, 160], ...ticks(5), [1000, 5, false, 960], ...ticks(5), [1000, 5, true, 1760]],
      ['5 220'],
    ],
    [
      'the end after the time-out told it',
      [[1000, 5, false, 160], ...ticks(9), [1000, 5, true, 480]],
      ['5 20'],
    ],
    [
      'a clock that wraps',
      [
        [0xffffff00, 1, true, 160],
        [0x100, 2, true, 160],
      ],
      ['1 20', '2 20'],
    ],
    [
      'a sender that begins its clock anew',
      [
        [4_000_000, 1, true, 160],
        [500, 2, true, 160],
      ],
      ['1 20', '2 20'],
    ],
    [
      'nine seconds in two segments',
      [
        [1000, 5, false, 0xffff],
        [1000 + 0xffff, 5, false, 160],
        [1000 + 0xffff, 5, true, 6465],
      ],
      ['5 9000'],
    ],
    [
      'hook flash and nonsense',
      [
        [1000, 16, true, 160],
        [2000, 200, true, 160],
      ],
      [],
    ],
    [
      'letters',
      [
        [1000, 10, true, 160],
        [2000, 11, true, 160],
        [3000, 15, true, 160],
      ],
      ['* 20', '# 20', 'D 20'],
    ],
  ])('%s', (_, packets, heard) => {
    expect(hear(packets)).toEqual(heard);
  });

  it('ignores a payload cut short', () => {
    const heard: string[] = [];
    new DigitReceiver((digit) => heard.push(digit)).packet(1, Uint8Array.from([5, 0x80, 0]), 0, 3);
    expect(heard).toEqual([]);
  });
});

describe('pressing keys', () => {
  it('says each at one timestamp, its end three times, with a pause between', () => {
    const sender = new DigitSender();
    sender.press('7', 60);
    sender.press('d', 10);
    const said = Array.from({ length: 16 }, (_, tick) => {
      const event = sender.next(tick * 160);
      return event === null
        ? '-'
        : `${event.isFirst ? 'M' : ''}${event.timestamp}:${[...event.payload].join(' ')}`;
    });
    expect(said).toEqual([
      'M0:7 10 0 160',
      '0:7 10 1 64',
      '0:7 138 1 224',
      '0:7 138 1 224',
      '0:7 138 1 224',
      '-',
      '-',
      '-',
      'M1280:15 10 0 160',
      '1280:15 138 1 64',
      '1280:15 138 1 64',
      '1280:15 138 1 64',
      '-',
      '-',
      '-',
      '-',
    ]);
  });

  it.each(['', '12', 'E', '一'])('refuses %p', (key) => {
    expect(() => new DigitSender().press(key, 100)).toThrow('No such key');
  });
});
