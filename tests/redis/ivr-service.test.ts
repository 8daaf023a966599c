import { randomUUID } from 'node:crypto';
import type { LiveCall } from '../../server/calls/call-store';
import type { Switch } from '../../server/calls/switch';
import { Switches } from '../../server/calls/switches';
import { callId as toCallId, switchId } from '../../server/contract/ids';
import type { Pack } from '../../server/ivr/flow';
import { IvrService } from '../../server/ivr/ivr.service';
import { knownServices } from '../../server/ivr/known-services';
import { staticPackCatalog } from '../../server/ivr/pack-catalog';
import { parsePack } from '../../server/ivr/parse-pack';
import { Questions } from '../../server/ivr/questions';
import type { FlowService, ServiceAnswer, ServiceRequest } from '../../server/ivr/services';
import type { RedisConnection } from '../../server/redis';
import { createSecretBox } from '../../server/secrets';
import { KeyedQueue } from '../../server/switchboard/keyed-queue';
import { eventually } from '../support/eventually';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { packText } from '../unit/ivr/packs';
import { aCaller, openCallCentre, type CallCentre } from './call-centre';

const flow = `main: { kind: menu, prompts: [2], keys: { 1: proof, 2: agent } }
proof:
  { kind: verify, account: callerNumber, accountKind: line, prompts: [3], wrong: [4], next: bill, failed: bye,
    noPassword: main, away: agent }
bill: { kind: ask, service: bill.month, inputs: { account: callerNumber }, on: { owed: told, away: agent } }
told: { kind: say, prompts: [5, { say: amount, of: amount }], next: main }
agent: { kind: queue, queue: general, prompts: [8] }
liked: { kind: survey, question: liked, prompts: [1], keys: { 1: 'yes' }, next: bye }
bye: { kind: hangup, prompts: [9] }`;
const billMonth = {
  name: 'bill.month',
  confidential: true,
  inputs: { account: {} },
  outputs: { amount: 'amount' },
  outcomes: ['owed', 'away'],
} as const;
const specs = [...knownServices, billMonth];

function packOf(nodes = flow): Pack {
  const { pack, faults } = parsePack(packText(nodes, 'main', 'bye', '{ afterTalk: liked }'), 'pack.yaml', {
    services: specs,
  });
  if (pack === null) throw new Error(JSON.stringify(faults));
  return pack;
}

/** What was told to the switch, in short. */
function recordingSwitch(id: string): { readonly told: string[]; readonly target: Switch } {
  const told: string[] = [];
  const tell = (what: string) => {
    told.push(what);
    return Promise.resolve();
  };
  const target: Partial<Switch> = {
    id: switchId(id),
    answer: () => tell('answer'),
    play: (_leg, playId, items, options) =>
      tell(
        `${options?.replace === true ? 'instead ' : ''}${playId.split('.')[1]!} ${items.map((item) => (item.kind === 'sound' ? item.name : item.kind)).join(' ')}`,
      ),
    stopPlaying: () => tell('stop'),
    setSensitiveKeys: (_leg, on) => tell(`sensitive ${on ? 'on' : 'off'}`),
  };
  return { told, target: target as Switch };
}

requires('redis')('the service of flows', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const box = createSecretBox('s'.repeat(32), 'ivr-state');
  type Answers = (request: ServiceRequest) => Promise<ServiceAnswer>;

  async function open(answers: Answers, packs: readonly Pack[] = [packOf()]) {
    const centre = await openCallCentre(connection);
    const callId = toCallId(randomUUID());
    const caller = aCaller(callId);
    await centre.calls.startInbound(caller);
    const { told, target } = recordingSwitch(caller.switchId);
    const switches = new Switches();
    switches.add(target);
    const server = (catalogued: readonly Pack[] = packs) => {
      const order = new KeyedQueue();
      const services = new Map(
        specs.map((spec): [string, FlowService] => [spec.name, { spec, handle: answers }]),
      );
      const hungUp: string[] = [];
      const ivr = new IvrService({
        calls: centre.calls,
        switches,
        packs: staticPackCatalog(catalogued),
        questions: new Questions({ services, logger: silentLogger }),
        box,
        inOrder: (id, task) => order.run(id, task),
        exits: {
          toQueue: async (id, queueId, { topic }) => {
            told.push(`queue ${queueId} ${String(topic)}`);
            await centre.enqueue(id);
          },
          toNumber: () => Promise.resolve(),
          hangUp: (call) => {
            hungUp.push(call.callId);
            return Promise.resolve();
          },
        },
        logger: silentLogger,
      });
      const withCall = (task: (call: LiveCall) => Promise<unknown>) =>
        order.run(callId, async () => task((await centre.calls.get(callId))!));
      const press = async (keys: string) => {
        for (const key of keys) await withCall((call) => ivr.onDigit(call, key));
      };
      return { ivr, withCall, press, hungUp };
    };
    return { centre, callId, told, server };
  }

  const eventsOf = async (centre: CallCentre, name: string) =>
    (await centre.happened()).filter((event) => event.type === name).map((event) => event.data);

  /** Everything that stands in Redis, whatever it is. */
  async function everything(centre: CallCentre): Promise<string> {
    const keys = (await connection.command(['KEYS', `${centre.prefix}*`])) as string[];
    const read: Record<string, string[]> = {
      hash: ['HGETALL'],
      stream: ['XRANGE', '-', '+'],
      string: ['GET'],
      set: ['SMEMBERS'],
      zset: ['ZRANGE', '0', '-1'],
      list: ['LRANGE', '0', '-1'],
    };
    const texts = await Promise.all(
      keys.map(async (key) => {
        const [command = '', ...rest] = read[String(await connection.command(['TYPE', key]))] ?? [];
        return JSON.stringify(await connection.command([command, key, ...rest]));
      }),
    );
    return texts.join('\n');
  }

  /** Ids and times, in which any four digits stand once in a while. */
  const RANDOM = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{13}(-\d+)?/g;

  it('gives what was typed to the service alone: it stands nowhere in Redis', async () => {
    const requests: ServiceRequest[] = [];
    const { centre, told, server } = await open((request) => {
      requests.push(request);
      return request.service === 'password.check'
        ? Promise.resolve({ outcome: 'right', verified: 'line:1' })
        : Promise.resolve({ outcome: 'owed', outputs: { amount: '3850' } });
    });
    const { ivr, withCall, press } = server();
    await withCall((call) => ivr.start(call));
    await press('173918');
    const seen = [await everything(centre)];
    await press('4');
    seen.push(await everything(centre));
    await eventually('the bill is told', () => told.at(-1)?.includes('test/05'));
    seen.push(await everything(centre));
    expect(requests.map((request) => [request.service, request.inputs['password']])).toEqual([
      ['password.check', '739184'],
      ['bill.month', undefined],
    ]);
    expect(requests[1]).toMatchObject({ verified: ['line:1'] });
    expect(told).toContain('sensitive on');
    for (const text of seen) {
      expect(text).toContain('ivrState');
      const said = text.replaceAll(RANDOM, '');
      for (const part of ['7391', '3918', '9184']) expect(said).not.toContain(part);
    }
    expect(await eventsOf(centre, 'ivr.verified')).toMatchObject([{ kind: 'line' }]);
    expect(JSON.stringify(await centre.happened())).not.toContain('3850');
  });

  it('plays one prompt in place of another where the next keys are a secret, too', async () => {
    const { told, server } = await open(() => Promise.resolve({ outcome: 'away' }));
    const { ivr, withCall, press } = server();
    await withCall((call) => ivr.start(call));
    await press('1');
    expect(told.slice(-2)).toEqual(['sensitive on', 'instead p2 test/03 silence']);
    expect(told).not.toContain('stop');
  });

  it('does not let a slow service keep the caller’s hang-up waiting, nor its answer come after it', async () => {
    let answer: (said: ServiceAnswer) => void = () => undefined;
    const slow = new Promise<ServiceAnswer>((resolve) => {
      answer = resolve;
    });
    const { centre, callId, server } = await open(() => slow);
    const { ivr, withCall, press } = server();
    await withCall((call) => ivr.start(call));
    await press('1739184');
    await withCall((call) => ivr.onHungUp(call));
    expect(await eventsOf(centre, 'ivr.left')).toMatchObject([{ how: 'caller-hung-up' }]);
    answer({ outcome: 'right' });
    await slow;
    await withCall(() => Promise.resolve());
    await withCall(() => Promise.resolve());
    expect(await eventsOf(centre, 'ivr.answered')).toEqual([]);
    expect((await centre.calls.get(callId))?.ivrState).toContain('"done":"hung-up"');
  });

  it('asks the same question again on another server, secrets and all', async () => {
    const requests: ServiceRequest[] = [];
    const { server } = await open((request) => {
      requests.push(request);
      return requests.length === 1 ? new Promise(() => undefined) : Promise.resolve({ outcome: 'none' });
    });
    const first = server();
    await first.withCall((call) => first.ivr.start(call));
    await first.press('1739184');
    const second = server();
    await second.withCall((call) => second.ivr.resume(call));
    await eventually('the question is asked again', () => requests.length === 2);
    expect(requests[1]).toEqual(requests[0]);
    expect(requests[1]?.inputs['password']).toBe('739184');
  });

  it('ends a call with the version of the pack it began with', async () => {
    const old = packOf();
    const fresh: Pack = { ...packOf(flow.replace('prompts: [2]', 'prompts: [10]')), version: 2 };
    const { told, server } = await open(() => Promise.resolve({ outcome: 'away' }), [old]);
    const before = server([old]);
    await before.withCall((call) => before.ivr.start(call));
    const catalog = [
      { ...fresh, accessNumbers: ['1000'] },
      { ...old, accessNumbers: ['1001'] },
    ];
    const after = server(catalog);
    await after.press('7');
    expect(told.at(-1)).toBe('instead p2 test/11 test/02 silence');
    const gone = server([{ ...fresh, accessNumbers: ['1000'] }]);
    await gone.press('7');
    expect(told.at(-1)).toBe('instead p3 test/11 test/10 silence');
  });

  it('puts a call that had left back into the flow', async () => {
    const { centre, told, server } = await open(() => Promise.resolve({ outcome: 'away' }));
    const { ivr, withCall } = server();
    await withCall((call) => ivr.start(call));
    expect(await withCall((call) => ivr.enter(call, 'nowhere'))).toBe(false);
    expect(await withCall((call) => ivr.enter(call, 'afterTalk'))).toBe(true);
    expect(told.at(-1)).toBe('p2 test/01 silence');
    await withCall((call) => ivr.onDigit(call, '1'));
    expect(await eventsOf(centre, 'ivr.survey-answered')).toMatchObject([
      { question: 'liked', value: 'yes' },
    ]);
  });

  it('serves the number its pack lists, and every other number with the first', () => {
    const one = packOf();
    const two: Pack = { ...packOf(), id: 'clinic', accessNumbers: ['2000'] };
    const catalog = staticPackCatalog([one, two]);
    expect(catalog.forNumber('2000').id).toBe('clinic');
    expect(catalog.forNumber('999').id).toBe('test');
    expect(catalog.version('clinic', 1)).toBe(two);
    expect(catalog.version('clinic', 9)).toBeNull();
    expect(() => staticPackCatalog([one, { ...two, accessNumbers: ['1000'] }])).toThrow(
      'both serve the number 1000',
    );
    expect(() => staticPackCatalog([])).toThrow('no pack');
  });
});
