import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Dice } from '../../scripts/soak/dice';
import { answered, speakText } from '../../scripts/bench/amd/greetings';
import { allTexts, type Text } from '../../scripts/bench/amd/texts';
import { allVoices } from '../../scripts/bench/amd/voices';
import type { DialDecision } from '../../server/contract/campaigns';
import { arrearsList, CampaignRoom } from '../support/campaign-room';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { Situation } from '../support/situation';

jest.setTimeout(120_000);

const DAVE = '13900000002';
const TONE = 1000;

onEachSwitch(['espeak-ng', 'sipp', 'redis'], 'a campaign that asks who answers', (kind) => {
  let situation: Situation;
  let room: CampaignRoom;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    room = await CampaignRoom.open(situation.centre.url);
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  /** Of the labelled set, with a throw of the dice by which it is spoken soon after the answer: the phone itself begins a little late. */
  const spoken = async (words: string): Promise<Float32Array> => {
    const text = allTexts.find((each) => each.words === words && each.language === 'en') as Text;
    const voice = allVoices.find(({ language }) => language === 'en');
    if (voice === undefined) throw new Error('nobody speaks');
    const dice = new Dice(`${words} 1`);
    return answered(text, await speakText(text, voice, dice, situation.centre.dir), dice);
  };

  /** Somebody, or something, with this to say answers the campaign's call. */
  const calls = async (words: string, answerer: Record<string, unknown>) => {
    const speech = await spoken(words);
    const dave = await situation.callee('answers', TONE);
    dave.rtp.say(speech);
    const campaignId = await room.begin(arrearsList(DAVE), { answerer: { detect: true, ...answerer } });
    return { campaignId, dave };
  };

  const decided = (campaignId: string, isRight: (decision: DialDecision) => boolean): Promise<DialDecision> =>
    eventually('it is decided', async () => (await room.decisions(campaignId, DAVE)).find(isRight), 15_000);

  const saidIn = async ({ callId }: DialDecision) => {
    const { timeline } = await situation.api.call(callId ?? '');
    const at = (type: string) => Date.parse(timeline.find((each) => each.type === type)?.at ?? '');
    const said = timeline.flatMap(({ type, data }) =>
      type === 'ivr.said' ? (data['items'] as string[]) : [],
    );
    return { said, heardMs: at('attempt.heard') - at('attempt.reached') };
  };

  /** Recordings there are. */
  const files = (): readonly string[] => readdirSync(join(situation.centre.dir, 'recordings'));

  it('serves a person as soon as he waits for an answer', async () => {
    const { campaignId, dave } = await calls('Hello?', {});
    await eventually('he hears the flow', () => dave.rtp.tone(200) !== null, 15_000);
    const decision = await decided(campaignId, ({ answerer }) => answerer !== null);
    expect(decision.answerer).toMatchObject({ answerer: 'person', reason: 'short-greeting' });
    const { said, heardMs } = await saidIn(decision);
    expect(said[0]).toBe('outbound/1');
    expect(heardMs).toBeLessThan((decision.answerer?.atMs ?? 0) + 1000);
    expect(files()).toEqual([]);
    await dave.rtp.press('2');
    expect(await dave.ended).toBe(0);
    await room.contactOf(campaignId, DAVE, ({ mark }) => mark === 'promised');
    expect((await decided(campaignId, ({ result }) => result !== null)).result).toBe('reached');
    await situation.isQuiet();
  });

  it('hangs up on a machine, and calls again by the plan for machines', async () => {
    const { campaignId, dave } = await calls('Please leave a message.', {});
    expect(await dave.ended).toBe(0);
    const contact = await room.contactOf(campaignId, DAVE, ({ lastResult }) => lastResult !== null);
    expect(contact).toMatchObject({ state: 'open', lastResult: 'machine', mark: null, attempts: 1 });
    const decision = await decided(campaignId, ({ result }) => result !== null);
    expect(decision).toMatchObject({
      result: 'machine',
      answerer: { answerer: 'machine', reason: 'beep' },
    });
    expect((await saidIn(decision)).said).toEqual([]);
    expect((await situation.api.call(decision.callId ?? '')).outcome).toBe('not-reached');
    expect(files()).toEqual([]);
    await situation.isQuiet();
    await room.send('POST', `/campaigns/${campaignId}/state`, { action: 'finish' });
  });

  it('leaves its message after the beep of one that talks for long', async () => {
    const words = 'Your call has been forwarded to an automated voice messaging system.';
    const { campaignId, dave } = await calls(words, { machineHears: 'message' });
    const heard = await decided(campaignId, ({ answerer }) => answerer !== null);
    expect(heard.answerer).toMatchObject({ answerer: 'machine', reason: 'long-greeting' });
    expect((await saidIn(heard)).said).toEqual([]);
    await eventually('the message is spoken', () => dave.rtp.tone(200) !== null, 15_000);
    expect(await dave.ended).toBe(0);
    const contact = await room.contactOf(campaignId, DAVE, ({ state }) => state === 'done');
    expect(contact).toMatchObject({ lastResult: 'machine', mark: 'message-left' });
    expect((await saidIn(heard)).said).toEqual(['outbound/1', 'outbound/14', 'outbound/6']);
    expect(files()).toEqual([]);
    await situation.isQuiet();
  });
});
