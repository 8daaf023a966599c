import fc from 'fast-check';
import type { CallId } from '../../server/contract/ids';
import { queueId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { alice, aQueue, newOfferId, openCallCentre, type CallCentre, type QueueDraft } from './call-centre';

const seconds = (...values: readonly number[]) => fc.constantFrom(0, ...values);
/** Whatever makes a call count as having waited longer. */
const bonuses = fc.record({
  weightS: seconds(5, 40),
  keyAccountBonusS: seconds(10, 60),
  steps: fc.uniqueArray(
    fc.record({ afterS: fc.constantFrom(10, 20, 40, 70), bonusS: fc.constantFrom(3, 25) }),
    {
      selector: ({ afterS }) => afterS,
      maxLength: 3,
    },
  ),
});
type Bonuses = Parameters<Parameters<typeof bonuses.map>[0]>[0];

const happening = fc.record({
  afterMs: fc.nat(9000),
  what: fc.constantFrom('a caller comes', 'a caller comes', 'the agent hangs up'),
  queue: fc.nat(2),
  isKeyAccount: fc.boolean(),
});

const none: Bonuses = { weightS: 0, keyAccountBonusS: 0, steps: [] };

const largestMs = ({ weightS, keyAccountBonusS, steps }: Bonuses): number =>
  1000 * steps.reduce((sum, { bonusS }) => sum + bonusS, weightS + keyAccountBonusS);

const draftOf = ({ steps, ...rest }: Bonuses, index: number): QueueDraft =>
  aQueue(`q${index}`, [alice], { ...rest, steps: [...steps].sort((a, b) => a.afterS - b.afterS) });

interface Entry {
  readonly at: number;
  readonly queue: number;
  readonly isKeyAccount: boolean;
}

/** One agent for all queues, who takes whatever rings. What is passed is passed in front of her. */
class Counter {
  readonly #entered = new Map<CallId, Entry>();
  #talksWith: CallId | null = null;
  /** By how much a call that was taken had entered after one that went on waiting; never below 0. */
  passedByMs = 0;
  /** By how much that was more than what the taken call had been given by then. */
  unearnedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly centre: CallCentre,
    private readonly queues: readonly Bonuses[],
  ) {}

  async comes(queue: number, isKeyAccount: boolean): Promise<void> {
    const call = await this.centre.caller();
    this.#entered.set(call, { at: this.centre.clock.ms, queue, isKeyAccount });
    await this.centre.acd.enqueueCall({
      ...{ callId: call, queueId: queueId(`q${queue}`), topic: null, bonusMs: 0 },
      ...{ isKeyAccount, stickyAgentId: null, offerId: newOfferId() },
    });
    await this.#take();
  }

  async hangsUp(): Promise<void> {
    if (this.#talksWith === null) return;
    const facts = { by: 'agent', cause: 'NORMAL_CLEARING', wrapUpMs: 0 } as const;
    await this.centre.calls.end(this.#talksWith, facts);
    this.#talksWith = null;
    await this.centre.acd.matchAgent(alice, newOfferId());
    await this.#take();
  }

  async timePasses(ms: number): Promise<void> {
    this.centre.clock.ms += ms;
    await this.centre.acd.advanceSteps(50, newOfferId());
    await this.#take();
  }

  async #take(): Promise<void> {
    const [offer] = await this.centre.acd.liveOffers();
    if (offer === undefined) return;
    await this.centre.accept(offer);
    this.#talksWith = offer.callId;
    const taken = this.#entered.get(offer.callId);
    if (taken === undefined) throw new Error('She was offered a call that does not wait');
    this.#entered.delete(offer.callId);
    for (const waits of this.#entered.values()) {
      const passedBy = taken.at - waits.at;
      this.passedByMs = Math.max(this.passedByMs, passedBy);
      this.unearnedMs = Math.max(this.unearnedMs, passedBy - this.#earnedMs(taken));
    }
  }

  #earnedMs({ at, queue, isKeyAccount }: Entry): number {
    const { weightS, keyAccountBonusS, steps } = this.queues[queue] ?? none;
    const reached = steps.filter(({ afterS }) => at + 1000 * afterS <= this.centre.clock.ms);
    const basis = weightS + (isKeyAccount ? keyAccountBonusS : 0);
    return 1000 * reached.reduce((sum, { bonusS }) => sum + bonusS, basis);
  }
}

requires('redis')('nobody starves', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  it('a call is passed only by calls that entered at most the largest total bonus later', async () => {
    let most = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(bonuses, bonuses, bonuses),
        fc.array(happening, { minLength: 10, maxLength: 60 }),
        async (queues, happenings) => {
          const centre = await openCallCentre(connection, queues.map(draftOf));
          await centre.ready(alice);
          const counter = new Counter(centre, queues);
          for (const { afterMs, what, queue, isKeyAccount } of happenings) {
            await counter.timePasses(afterMs);
            if (what === 'a caller comes') await counter.comes(queue, isKeyAccount);
            else await counter.hangsUp();
          }
          await connection.command(['FLUSHALL']);
          most = Math.max(most, counter.passedByMs);
          expect(counter.passedByMs).toBeLessThanOrEqual(Math.max(...queues.map(largestMs)));
          expect(counter.unearnedMs).toBeLessThanOrEqual(0);
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
    // Some did pass others, or the property has said nothing.
    expect(most).toBeGreaterThan(10_000);
  }, 120_000);

  it('without any bonus the calls of all queues are taken in the order they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 40 }), async (happenings) => {
        const centre = await openCallCentre(connection, [none, none, none].map(draftOf));
        await centre.ready(alice);
        const counter = new Counter(centre, []);
        for (const { afterMs, what, queue, isKeyAccount } of happenings) {
          await counter.timePasses(afterMs);
          if (what === 'a caller comes') await counter.comes(queue, isKeyAccount);
          else await counter.hangsUp();
        }
        await connection.command(['FLUSHALL']);
        expect(counter.passedByMs).toBe(0);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
