import { createEventSocket, type EventSocketListener } from '../../../../softphone/api-client/event-socket';

class FakeWebSocket extends EventTarget {
  readyState = 0;
  readonly sent: string[] = [];

  constructor(readonly url: string) {
    super();
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  say(message: unknown): void {
    this.readyState = 1;
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  fail(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}

function start() {
  const sockets: FakeWebSocket[] = [];
  const heard: string[] = [];
  const listener: EventSocketListener = {
    message: ({ type }) => heard.push(type),
    reset: () => heard.push('reset'),
    loggedOut: (reason) => heard.push(`logged-out ${reason}`),
    refused: () => heard.push('refused'),
  };
  const events = createEventSocket(
    {
      url: 'ws://server/api/v1/events',
      random: () => 1,
      hasPhone: () => true,
      open: (url) => {
        const socket = new FakeWebSocket(url);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
    },
    listener,
  );
  events.start();
  const newest = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  };
  return { events, sockets, heard, newest };
}

const hello = { type: 'hello', lastEventId: '100-0' };
const event = (id: string) => ({ type: 'event', event: { id, type: 'call.started', at: 0, data: {} } });

describe('event socket', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is up after the hello, and asks for nothing missed the first time', () => {
    const { events, newest } = start();
    expect(events.state.get()).toBe('connecting');
    newest().say(hello);
    expect(events.state.get()).toBe('up');
    expect(newest().url).toBe('ws://server/api/v1/events');
  });

  it('resumes after the last event it has seen', () => {
    const { events, newest, sockets } = start();
    newest().say(hello);
    newest().say(event('101-0'));
    newest().say(event('101-1'));
    newest().fail();
    expect(events.state.get()).toBe('reconnecting');
    jest.advanceTimersByTime(400);
    expect(sockets).toHaveLength(2);
    expect(newest().url).toBe('ws://server/api/v1/events?after=101-1');
  });

  it('resumes from the hello when no event came since', () => {
    const { newest } = start();
    newest().say(hello);
    newest().fail();
    jest.advanceTimersByTime(400);
    expect(newest().url).toContain('?after=100-0');
  });

  it('keeps its place when the next hello is ahead of what was replayed', () => {
    const { newest } = start();
    newest().say(hello);
    newest().fail();
    jest.advanceTimersByTime(400);
    newest().say({ type: 'hello', lastEventId: '900-0' });
    newest().fail();
    jest.advanceTimersByTime(400);
    expect(newest().url).toContain('?after=100-0');
  });

  it('starts from where the server says after a reset, and has the screen reloaded', () => {
    const { newest, heard } = start();
    newest().say(hello);
    newest().say({ type: 'reset', lastEventId: '500-0' });
    expect(heard).toContain('reset');
    newest().fail();
    jest.advanceTimersByTime(400);
    expect(newest().url).toContain('?after=500-0');
  });

  it('waits longer after each failure, never longer than fifteen seconds, and for ever', () => {
    const { newest, sockets } = start();
    const waits = [400, 800, 1600, 3200, 6400, 12_800, 15_000, 15_000];
    for (const [index, wait] of waits.entries()) {
      newest().fail();
      jest.advanceTimersByTime(wait - 1);
      expect(sockets).toHaveLength(index + 1);
      jest.advanceTimersByTime(1);
      expect(sockets).toHaveLength(index + 2);
    }
  });

  it('begins with the short wait again once it was up', () => {
    const { newest, sockets } = start();
    for (const wait of [400, 800, 1600]) {
      newest().fail();
      jest.advanceTimersByTime(wait);
    }
    newest().say(hello);
    newest().fail();
    jest.advanceTimersByTime(400);
    expect(sockets).toHaveLength(5);
  });

  it('has the login checked when an attempt fails before it was up, and not when a live one breaks', () => {
    const { newest, heard } = start();
    newest().say(hello);
    newest().fail();
    expect(heard).not.toContain('refused');
    jest.advanceTimersByTime(400);
    newest().fail();
    expect(heard).toContain('refused');
  });

  it('stays closed after the login ended elsewhere', () => {
    const { events, newest, sockets, heard } = start();
    newest().say(hello);
    newest().say({ type: 'logged-out', reason: 'taken-over' });
    newest().fail();
    jest.advanceTimersByTime(60_000);
    expect(heard).toContain('logged-out taken-over');
    expect(events.state.get()).toBe('off');
    expect(sockets).toHaveLength(1);
  });

  it('pings, and gives up a connection that falls silent', () => {
    const { events, newest } = start();
    newest().say(hello);
    jest.advanceTimersByTime(10_000);
    expect(newest().sent[0]).toContain('"ping"');
    expect(newest().sent[0]).toContain('"phone":true');
    newest().say({ type: 'pong', at: 1 });
    jest.advanceTimersByTime(10_000);
    expect(events.state.get()).toBe('up');
    jest.advanceTimersByTime(10_000);
    expect(events.state.get()).toBe('reconnecting');
  });

  it('connects at once when told that the network is back', () => {
    const { events, newest, sockets } = start();
    newest().say(hello);
    newest().fail();
    events.retryNow();
    expect(sockets).toHaveLength(2);
    jest.advanceTimersByTime(400);
    expect(sockets).toHaveLength(2);
  });

  it('ignores what an abandoned socket still says, and frames that are not messages', () => {
    const { events, sockets, newest, heard } = start();
    newest().say(hello);
    events.retryNow();
    sockets[0]?.say(event('200-0'));
    sockets[0]?.fail();
    newest().say('{"type":');
    newest().say('null');
    expect(heard).toEqual(['hello']);
    expect(sockets).toHaveLength(2);
  });
});
