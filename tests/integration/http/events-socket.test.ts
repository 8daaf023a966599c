import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { agentId } from '../../../server/contract/ids';
import type { Desk } from '../../../server/contract/rest';
import type { GatewaySettings } from '../../../server/realtime';
import { eventually } from '../../support/eventually';
import { TestClient, type TestSocket } from './test-client';
import { SESSION_TTL_MS, startTestServer, type TestServer } from './test-server';

let server: TestServer;
let alice: TestClient;
let supervisor: TestClient;

async function start(gateway: Partial<GatewaySettings> = {}): Promise<void> {
  server = await startTestServer({ gateway });
  alice = new TestClient(server);
  supervisor = new TestClient(server);
  await alice.login('1001');
  await supervisor.login('2001');
}

afterEach(() => server.stop());

describe('opening the events socket', () => {
  beforeEach(() => start());

  it('needs a login, the right origin and a readable event id', async () => {
    expect(await new TestClient(server).openEvents().refused()).toBe(401);
    expect(await alice.openEvents('', { origin: 'http://evil.example' }).refused()).toBe(403);
    expect(await alice.openEvents('?after=yesterday').refused()).toBe(400);
    await alice.openEvents('', { origin: server.url }).next('hello');
  });

  it('is refused at other addresses', async () => {
    const reply = await rawUpgrade(server.port, '/elsewhere');
    expect(reply).toContain('404');
  });

  it('begins with hello, then the desk and the queues', async () => {
    await server.events.append({ type: 'switch.up' });
    const socket = alice.openEvents();
    expect((await socket.next('hello')).lastEventId).toBe('1-0');
    expect((await socket.next('desk')).desk.agent.agentId).toBe('1001');
    await socket.next('queues');
    expect(socket.messages[0]?.type).toBe('hello');
    expect(server.presence).toEqual(['opened 1001']);
  });
});

describe('events', () => {
  beforeEach(() => start());

  it('go to supervisors all, to agents their own', async () => {
    const own = alice.openEvents();
    const all = supervisor.openEvents();
    await Promise.all([own.next('hello'), all.next('queues')]);
    await server.events.append({ type: 'agent.reachable', agentId: '1001' });
    await server.events.append({ type: 'agent.reachable', agentId: '1002' });
    await server.events.append({ type: 'call.started', callId: randomUUID() });
    await all.next('event', 3);
    expect(all.eventIds).toEqual(['1-0', '2-0', '3-0']);
    expect(own.eventIds).toEqual(['1-0']);
  });

  it('are replayed after the id a client comes back with, each once and in order', async () => {
    for (let i = 0; i < 12; i += 1) await server.events.append({ type: 'call.started' });
    const socket = supervisor.openEvents('?after=4-0');
    for (let i = 0; i < 5; i += 1) await server.events.append({ type: 'call.ended' });
    await socket.next('event', 13);
    await sleep(50);
    expect(socket.eventIds).toEqual(Array.from({ length: 13 }, (_, i) => `${i + 5}-0`));
    expect(socket.messages[0]?.type).toBe('hello');
    expect(socket.all('reset')).toEqual([]);
  });

  it.each([
    ['are no longer kept', '?after=1-0'],
    ['belong to another life of the stream', '?after=99999-0'],
  ])('are answered with reset when they %s', async (_name, query) => {
    for (let i = 0; i < 12; i += 1) await server.events.append({ type: 'call.started' });
    server.events.trimTo(5);
    const socket = supervisor.openEvents(query);
    expect((await socket.next('reset')).lastEventId).toBe('12-0');
    await server.events.append({ type: 'call.ended' });
    await socket.next('event');
    expect(socket.eventIds).toEqual(['13-0']);
  });

  it('are answered with reset when they are more than are replayed', async () => {
    await server.stop();
    await start({ replayLimit: 5 });
    for (let i = 0; i < 12; i += 1) await server.events.append({ type: 'call.started' });
    const far = supervisor.openEvents('?after=1-0');
    await far.next('reset');
    const near = supervisor.openEvents('?after=7-0');
    await near.next('event', 5);
    expect(near.all('reset')).toEqual([]);
  });

  it('are replayed to a slow reader at his pace, beyond what may pile up', async () => {
    await server.stop();
    await start({ maxBufferedBytes: 20_000 });
    const note = 'x'.repeat(500);
    for (let i = 0; i < 2000; i += 1) await server.events.append({ type: 'disposition.set', data: { note } });
    const socket = supervisor.openEvents('?after=1-0');
    await socket.next('event', 1999);
    expect(socket.closeCode).toBeNull();
  });
});

describe('desk pushes', () => {
  beforeEach(() => start());

  it('follow events about the agent and about his call, and no others', async () => {
    const socket = alice.openEvents();
    await socket.next('desk');
    const callId = randomUUID();
    server.desk.calls.set(agentId('1001'), aDeskCall(callId));
    await server.events.append({ type: 'offer.made', agentId: '1001', callId });
    expect((await socket.next('desk', 2)).desk.call?.callId).toBe(callId);
    await server.events.append({ type: 'call.identified', callId });
    await socket.next('desk', 3);
    await server.events.append({ type: 'call.identified', callId: randomUUID() });
    await server.events.append({ type: 'agent.reachable', agentId: '1002' });
    await sleep(60);
    expect(socket.all('desk')).toHaveLength(3);
  });

  it('are coalesced: one computation at a time, and one after the last event', async () => {
    server.desk.deskTakesMs = 30;
    const socket = alice.openEvents();
    await socket.next('desk');
    const before = server.desk.desksMade;
    for (let i = 0; i < 50; i += 1) await server.events.append({ type: 'agent.reachable', agentId: '1001' });
    await socket.next('event', 50);
    await sleep(150);
    expect(server.desk.mostDesksInFlight).toBe(1);
    expect(server.desk.desksMade - before).toBe(2);
    expect(socket.all('desk').at(-1)?.desk.serverTime).toBe(server.desk.desksMade);
  });

  it('are tried again after a failure', async () => {
    await server.stop();
    await start({ retryDeskMs: 20 });
    const { desk } = server.desk;
    const socket = alice.openEvents();
    await socket.next('desk');
    let failures = 2;
    const flaky = (id: ReturnType<typeof agentId>): Promise<Desk> =>
      failures-- > 0 ? Promise.reject(new Error('redis is away')) : desk(id);
    Object.assign(server.deskSource, { desk: flaky });
    await server.events.append({ type: 'agent.reachable', agentId: '1001' });
    await socket.next('desk', 2);
    expect(failures).toBe(-1);
  });
});

describe('queue figures', () => {
  it('are pushed to everybody, at most once per interval, and always the last ones', async () => {
    await start({ pushQueuesEveryMs: 100 });
    const socket = alice.openEvents();
    await socket.next('queues');
    const figures = { queueId: 'general', name: 'General', longestSince: null, agentsReady: 0 };
    for (let waiting = 1; waiting <= 20; waiting += 1) {
      server.state.queues = [{ ...figures, waiting }];
      await server.events.append({ type: 'call.queued', queueId: 'general' });
      await sleep(5);
    }
    await eventually('the last figures', () => socket.all('queues').at(-1)?.queues[0]?.waiting === 20);
    expect(socket.all('queues').length).toBeLessThanOrEqual(5);
  });
});

describe('parked callers', () => {
  const aParked = (slot: number, agents: readonly string[]) => ({
    view: {
      ...{ callId: randomUUID(), slot, callerNumber: '13800000000', callerName: '', customer: null },
      ...{ queueId: 'general', queueName: 'General', since: 1, until: 2 },
      parkedBy: { agentId: '1002', displayName: 'Bob' },
    },
    mayPickUp: ({ agentId: id }: { readonly agentId: string }) => agents.includes(id),
  });

  it('are told to those who may pick them up, and only when it is news to them', async () => {
    await start({ pushParkedEveryMs: 1 });
    const [hers, his] = [aParked(1, ['1001', '1002']), aParked(2, ['1002'])];
    const socket = alice.openEvents();
    await socket.next('desk');
    server.parked.push(hers, his);
    await server.events.append({ type: 'call.parked', callId: hers.view.callId, agentId: '1002' });
    expect((await socket.next('parked')).parked).toEqual([hers.view]);
    server.parked.splice(1, 1);
    await server.events.append({ type: 'call.unparked', callId: his.view.callId });
    await sleep(40);
    expect(socket.all('parked')).toHaveLength(1);
    server.parked.length = 0;
    await server.events.append({ type: 'call.unparked', callId: hers.view.callId });
    expect((await socket.next('parked', 2)).parked).toEqual([]);
  });

  it('are told to a desk that connects while they wait', async () => {
    await start();
    const parked = aParked(3, ['1001']);
    server.parked.push(parked);
    const socket = alice.openEvents();
    expect((await socket.next('parked')).parked).toEqual([parked.view]);
  });
});

describe('the end of a socket', () => {
  it('comes when it does not answer pings', async () => {
    await start({ pingEveryMs: 50 });
    const deaf = await deafSocket(server.port, alice.cookie ?? '');
    await eventually('it counts as open', () => server.presence.includes('opened 1001'));
    await eventually('it is cut off', () => server.presence.includes('closed 1001 0'));
    deaf.destroy();
  });

  it('does not come to one that answers', async () => {
    await start({ pingEveryMs: 30 });
    const socket = alice.openEvents();
    await socket.next('hello');
    await sleep(200);
    expect(socket.closeCode).toBeNull();
  });

  it('comes to a reader who lets too much pile up', async () => {
    await start({ maxBufferedBytes: 10_000 });
    const deaf = await deafSocket(server.port, supervisor.cookie ?? '');
    const cut = new Promise((resolve) => deaf.once('close', resolve));
    await sleep(50);
    deaf.on('error', () => undefined);
    const note = 'x'.repeat(4000);
    for (let i = 0; i < 3000; i += 1) await server.events.append({ type: 'disposition.set', data: { note } });
    await sleep(100);
    deaf.resume();
    await cut;
  });

  it('comes with the end of the session, said by reason', async () => {
    await start({ checkSessionsEveryMs: 30 });
    const socket = alice.openEvents();
    await socket.next('hello');
    server.sessions.skewMs = SESSION_TTL_MS + 1;
    expect((await socket.next('logged-out')).reason).toBe('expired');
    expect(await socket.closed()).toBe(4401);
    expect(server.presence).toEqual(['opened 1001', 'closed 1001 0']);
  });

  it('comes when another process has logged the agent in', async () => {
    await start();
    const socket = alice.openEvents();
    await socket.next('desk');
    await server.agents.logIn({
      agentId: agentId('1001'),
      displayName: 'Alice',
      sessionId: randomUUID(),
      sipUser: 'a1001-00000000',
      takeOver: true,
    });
    await server.events.append({ type: 'agent.logged-in', agentId: '1001', data: { sessionId: 'other' } });
    expect((await socket.next('logged-out')).reason).toBe('taken-over');
  });

  it.each([
    ['is not JSON', 'hello', 1008],
    ['is of no known type', '{"type":"event"}', 1008],
    ['is binary', Buffer.from('{"type":"ping","at":1}'), 1003],
    ['is over 64 KiB', JSON.stringify({ type: 'ping', at: 1, x: 'x'.repeat(66_000) }), 1009],
  ])('comes to a client whose message %s', async (_name, message, code) => {
    await start();
    const socket = alice.openEvents();
    await socket.next('hello');
    socket.socket.send(message);
    expect(await socket.closed()).toBe(code);
  });

  it('is counted per agent, and a ping is answered meanwhile', async () => {
    await start();
    const [one, two] = [alice.openEvents(), alice.openEvents()];
    await Promise.all([one.next('hello'), two.next('hello')]);
    one.socket.send(JSON.stringify({ type: 'ping', at: 7 }));
    expect((await one.next('pong')).at).toBe(7);
    expect(server.presence).not.toContain('alive 1001');
    // The page that has the phone says so: calls may be offered.
    one.socket.send(JSON.stringify({ type: 'ping', at: 8, phone: true }));
    await eventually('its sign of life is passed on', () => server.presence.includes('alive 1001'));
    one.socket.close();
    await eventually('one is left', () => server.presence.includes('closed 1001 1'));
    two.socket.close();
    await eventually('none is left', () => server.presence.includes('closed 1001 0'));
  });

  it('comes to all when the server stops', async () => {
    await start();
    const socket = alice.openEvents();
    await socket.next('hello');
    await server.gateway.stop();
    expect(await socket.closed()).toBe(1001);
  });
});

function aDeskCall(callId: string): NonNullable<Desk['call']> {
  return {
    callId,
    direction: 'inbound',
    state: 'offered',
    offerId: null,
    answersItself: null,
    agentLegId: null,
    callerNumber: '13800000000',
    callerName: 'Carol',
    dialedNumber: '1000',
    language: 'zh-CN',
    queueId: 'general',
    queueName: 'General',
    recording: { rule: 'off', state: 'none', pausedAt: null },
    wrapUp: { prolongTimes: 2, prolongByS: 60, dispositionRequired: false },
    topic: null,
    startedAt: 1,
    queuedAt: 1,
    talkingAt: null,
    offerDeadlineAt: null,
    awaySince: null,
    failure: null,
  };
}

const upgradeRequest = (path: string, cookie: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\nCookie: ${cookie}\r\n\r\n`;

function rawUpgrade(port: number, path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(upgradeRequest(path, '')));
    let reply = '';
    socket.on('data', (data) => (reply += data.toString()));
    socket.on('close', () => resolve(reply));
  });
}

/** A client whose machine is gone: the connection stands, nobody reads and nobody answers. */
function deafSocket(port: number, cookie: string): Promise<net.Socket> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(upgradeRequest('/api/v1/events', cookie));
      socket.once('data', () => {
        socket.pause();
        resolve(socket);
      });
    });
  });
}

describe('the centre', () => {
  const queue = (waiting: number) => ({
    ...{ queueId: 'general', name: 'General', waiting, longestSince: null, estimateMinutes: null },
    ...{ ready: 0, talking: 0, wrapUp: 0, away: 0, answerWithinS: 20 },
    ...{ serviceLevelGoal: 0.8, serviceLevelNow: null, today: null },
  });
  const watch = (socket: TestSocket, centre = true) =>
    socket.socket.send(JSON.stringify({ type: 'watch', centre }));
  const stands = (waiting: number) => {
    server.state.centre = { ...server.state.centre, at: waiting, queues: [queue(waiting)] };
  };

  it('is pushed to supervisors who watch: whole at first, then what has changed', async () => {
    await start({ pushCentreEveryMs: 5 });
    stands(1);
    const [watching, beside] = [supervisor.openEvents(), supervisor.openEvents()];
    await Promise.all([watching.next('hello'), beside.next('hello')]);
    watch(watching);
    expect((await watching.next('centre')).changes).toMatchObject({ whole: true, queues: [queue(1)] });
    stands(2);
    expect((await watching.next('centre', 2)).changes).toMatchObject({
      ...{ whole: false, queues: [queue(2)], agents: [], ivr: null },
    });
    watch(beside);
    expect((await beside.next('centre')).changes).toMatchObject({ whole: true, queues: [queue(2)] });
    watch(watching, false);
    await watching.isRead();
    stands(3);
    expect((await beside.next('centre', 2)).changes).toMatchObject({ whole: false, queues: [queue(3)] });
    expect(watching.all('centre')).toHaveLength(2);
  });

  it('is not for agents, and nothing is computed for nobody', async () => {
    await start({ pushCentreEveryMs: 5 });
    const socket = alice.openEvents();
    await socket.next('desk');
    watch(socket);
    // Answered in turn: what was said before it has been heard.
    socket.socket.send(JSON.stringify({ type: 'ping', at: 1 }));
    await socket.next('pong');
    await sleep(30);
    expect(socket.all('centre')).toEqual([]);
    expect(server.state.centresMade).toBe(0);
  });
});
