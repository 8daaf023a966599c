import { campaignMonitorSchema, type CampaignMonitor } from '../../server/contract/campaign-monitor';
import type { CampaignView, ContactView } from '../../server/contract/campaigns';
import type { ApiClient } from '../support/api-client';
import { CampaignRoom } from '../support/campaign-room';
import type { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { runOn } from '../support/postgres';
import { AGENT_TONES, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(120_000);

const DAVE_TONE = 1000;
const DAVE = '13900000002';
onEachSwitch(['chromium', 'sipp', 'redis'], 'a campaign that calls for agents who are free', (kind) => {
  let situation: Situation;
  let admin: ApiClient;
  let room: CampaignRoom;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    room = await CampaignRoom.open(situation.centre.url);
    admin = room.admin;
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const begin = async (over: Record<string, unknown> = {}): Promise<CampaignView> => {
    const forAgents = { flow: { pack: 'outbound', entry: 'agent' }, mode: 'progressive', queue: 'general' };
    return room.view(await room.begin(`number,name\n${DAVE},Dave`, { ...forAgents, ...over }));
  };

  const monitor = async (campaignId: string): Promise<CampaignMonitor> =>
    campaignMonitorSchema.parse(await admin.get(`/campaigns/${campaignId}/monitor`));

  const contactOf = (campaignId: string, isRight: (contact: ContactView) => boolean) =>
    room.contactOf(campaignId, DAVE, isRight);
  const decisionOf = async (campaignId: string) => (await room.decisions(campaignId, DAVE))[0];

  it('calls nobody while no agent is free', async () => {
    const { campaign, warnings } = await begin();
    expect(warnings).toEqual([expect.stringContaining('autoAnswer')]);
    await eventually('it dials', async () => (await monitor(campaign.campaignId)).pacedAs === 'progressive');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await monitor(campaign.campaignId)).toMatchObject({
      ...{ reason: 'set', agents: { free: 0 }, calls: { ringing: 0 }, callsPerMinute: 0 },
      why: { cover: 0, onTheWay: 0 },
    });
    await room.send('POST', `/campaigns/${campaign.campaignId}/state`, { action: 'finish' });
  });

  it('whom no agent takes within two seconds hears that we are sorry, and counts as abandoned', async () => {
    const desk = await situation.readyAgent('1001');
    const dave = await situation.callee('answers', DAVE_TONE);
    const { campaign } = await begin();
    await desk.callState('ringing');
    expect(await dave.ended).toBe(0);
    const contact = await contactOf(campaign.campaignId, ({ state }) => state === 'done');
    expect(contact).toMatchObject({ lastResult: 'abandoned', mark: 'not-reached' });
    const decision = await decisionOf(campaign.campaignId);
    const { timeline } = await situation.api.call(decision?.callId ?? '');
    const left = timeline.find(({ type }) => type === 'call.left-queue');
    expect(left?.data['why']).toBe('too-long');
    // Two seconds, and one in which the telephone that was called might still have answered.
    expect(Number(left?.data['waitedMs'])).toBeGreaterThan(2900);
    expect(Number(left?.data['waitedMs'])).toBeLessThan(3600);
    const said = timeline.flatMap(({ type, data }) =>
      type === 'ivr.said' ? (data['items'] as string[]) : [],
    );
    expect(said).toEqual(['outbound/9', 'outbound/6']);
    expect(await monitor(campaign.campaignId)).toMatchObject({ reached: 1, abandoned: 1, abandonRate: 1 });
    await situation.isQuiet();
  });

  const goesOnBreak = async (desk: DeskPage): Promise<void> => {
    await desk.click('presence-break');
    await desk.click('break-lunch');
  };
  const isLoggedOut = async (): Promise<void> => {
    await room.send('PUT', '/team/1001/presence', { presence: 'logged-out' });
  };
  const goesAfterPause = async (desk: DeskPage, campaignId: string): Promise<void> => {
    await room.send('POST', `/campaigns/${campaignId}/state`, { action: 'pause' });
    await goesOnBreak(desk);
  };

  /** When the campaign's call was over, and when its agent was no longer ready; null: not yet. */
  const moments = async (campaignId: string): Promise<{ over: Date; gone: Date } | null> => {
    const [row] = await runOn<{ over: Date; gone: Date }>(
      situation.centre.stores.postgres,
      `SELECT d.ended_at AS over, a.gone FROM dial_decisions d,
         (SELECT max(coalesce(until_at, 'infinity')) AS gone FROM agent_intervals
          WHERE agent_id = '1001' AND presence = 'ready') a
       WHERE d.campaign_id = $1 AND d.ended_at IS NOT NULL AND a.gone < 'infinity'`,
      [campaignId],
    );
    return row ?? null;
  };

  it.each([
    ['goes on a break', goesOnBreak],
    ['is logged out', isLoggedOut],
    ['goes whose campaign was paused', goesAfterPause],
  ])('what rings is withdrawn before an agent %s, and is no attempt of his', async (_, go) => {
    const desk = await situation.readyAgent('1001');
    const dave = await situation.callee('silent', DAVE_TONE);
    const { campaign } = await begin();
    await eventually(
      'it rings',
      async () => (await monitor(campaign.campaignId)).calls.ringing === 1,
      10_000,
    );
    await eventually('on the switch', async () => (await situation.centre.legs()) === 1, 10_000);
    const began = Date.now();
    await go(desk, campaign.campaignId);
    expect(await dave.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(3000);
    const { over, gone } = await eventually('both are over', () => moments(campaign.campaignId), 10_000);
    expect(over.getTime()).toBeLessThan(gone.getTime());
    const contact = await contactOf(campaign.campaignId, ({ lastResult }) => lastResult !== null);
    expect(contact).toMatchObject({ state: 'open', attempts: 0, lastResult: 'withdrawn' });
    await situation.isQuiet();
    await room.send('POST', `/campaigns/${campaign.campaignId}/state`, { action: 'finish' });
  });

  it('who answers has an agent within two seconds, and both hear each other', async () => {
    await situation.addQueueRule('autoAnswer: true');
    const desk = await situation.readyAgent('1001');
    const dave = await situation.callee('answers', DAVE_TONE);
    const { campaign, warnings } = await begin();
    expect(warnings).toEqual([]);
    await desk.callState('talking');
    await eventually('the agent hears Dave', async () => near(await desk.hears(), DAVE_TONE), 10_000);
    await eventually(
      'Dave hears the agent',
      () => near(dave.rtp.tone(300), AGENT_TONES['1001'] ?? 0),
      10_000,
    );
    expect(await monitor(campaign.campaignId)).toMatchObject({
      ...{ agents: { free: 0, talking: 1 }, calls: { talking: 1, ringing: 0 }, reached: 1, abandoned: 0 },
    });
    await desk.click('hang-up');
    expect(await dave.ended).toBe(0);
    await desk.click('wrap-up-finish');
    await contactOf(campaign.campaignId, ({ mark }) => mark === 'reached');
    const decision = await decisionOf(campaign.campaignId);
    expect(decision).toMatchObject({ result: 'reached', answeredAt: expect.any(String) as string });
    const { timeline } = await situation.api.call(decision?.callId ?? '');
    const talking = timeline.find(({ type }) => type === 'call.talking');
    expect(Number(talking?.data['waitMs'])).toBeLessThan(2000);
    await situation.isQuiet();
  });
});
