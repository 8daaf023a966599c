import { QUEUES_TYPE, type QueueVersion } from '../../server/contract/queue-versions';
import { freePort } from '../../server/parts';
import { ApiClient } from './api-client';
import { Centre, PASSWORD, type CentreOptions } from './centre';
import { DeskPage } from './desk-page';
import { eventually } from './eventually';
import { callFromTrunk, waitForCall, type CalleeBehaviour, type SippPhone } from './sipp-phone';
import type { CallSummary, QueueFiguresView } from '../../server/contract/rest';

export const CALLER_TONE = 880;
export const AGENT_TONES: Readonly<Record<string, number>> = {
  '1001': 520,
  '1002': 640,
  '1003': 720,
  '2002': 1040,
};
export const LI_NA = '13900000001';

/** A centre with people in it: what an end-to-end test does to it, in the words of the house. */
export class Situation {
  readonly #phones: SippPhone[] = [];
  readonly #desks: DeskPage[] = [];

  private constructor(
    readonly centre: Centre,
    readonly api: ApiClient,
    private readonly trunkPort: number,
  ) {}

  static async start(options: CentreOptions): Promise<Situation> {
    const trunkPort = await freePort('udp');
    const centre = await Centre.start({ trunkPort, ...options });
    const api = new ApiClient(centre.url);
    await api.login('2001', PASSWORD);
    return new Situation(centre, api, trunkPort);
  }

  /** Makes the queue configuration another one. */
  async changeQueues(change: (yaml: string) => string): Promise<void> {
    const api = new ApiClient(this.centre.url);
    await api.login('admin', PASSWORD, true);
    const { yaml, version } = await api.get<QueueVersion>('/queue-config');
    const [changed, query] = [change(yaml), `basedOn=${version}&why=test`];
    if (changed === yaml) throw new Error('Nothing was changed in the queues.');
    const response = await api.upload('POST', `/queue-config/apply?${query}`, QUEUES_TYPE, changed);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  /** Gives the queue that callers come to a rule, as it is written in YAML: 'standingLeg: true'. */
  addQueueRule(rule: string): Promise<void> {
    return this.changeQueues((yaml) => yaml.replace('maxWaiting: 50', `maxWaiting: 50\n    ${rule}`));
  }

  async agent(agentId: string): Promise<DeskPage> {
    const desk = await DeskPage.open({
      baseUrl: this.centre.url,
      dir: this.centre.dir,
      tone: AGENT_TONES[agentId] ?? 500,
    });
    this.#desks.push(desk);
    await desk.logIn(agentId, PASSWORD);
    return desk;
  }

  async readyAgent(agentId: string): Promise<DeskPage> {
    const desk = await this.agent(agentId);
    await desk.ready();
    return desk;
  }

  /** Carol calls 1000 and hears the welcome. */
  async caller(callerNumber = LI_NA, callerName?: string): Promise<SippPhone> {
    const phone = await callFromTrunk({
      dir: this.centre.dir,
      target: this.centre.sip,
      tone: CALLER_TONE,
      dialedNumber: '1000',
      callerNumber,
      ...(callerName === undefined ? {} : { callerName }),
    });
    this.#phones.push(phone);
    await eventually('the caller hears the welcome', () => phone.rtp.tone(200) !== null, 15_000);
    return phone;
  }

  /** …and asks for an agent. */
  async waitingCaller(callerNumber = LI_NA): Promise<SippPhone> {
    const phone = await this.caller(callerNumber);
    await phone.rtp.press('0');
    return phone;
  }

  async callee(behaviour: CalleeBehaviour, tone: number): Promise<SippPhone> {
    const phone = await waitForCall(behaviour, { dir: this.centre.dir, tone, sipPort: this.trunkPort });
    this.#phones.push(phone);
    return phone;
  }

  /** The newest record of that number, once it is as asked. */
  record(what: string, number: string, isRight: (call: CallSummary) => boolean): Promise<CallSummary> {
    return eventually(what, async () => (await this.api.calls({ number })).items.find(isRight), 10_000);
  }

  /** What a queue's figures say now. */
  async queue(queueId: string): Promise<QueueFiguresView> {
    const queues = await this.api.get<readonly QueueFiguresView[]>('/queues');
    const found = queues.find((queue) => queue.queueId === queueId);
    if (!found) throw new Error(`there is no queue ${queueId}`);
    return found;
  }

  async timeline(callId: string): Promise<readonly string[]> {
    return (await this.api.call(callId)).timeline.map((entry) => entry.type);
  }

  /** Nobody is left on the switch and no call in Redis. */
  async isQuiet(): Promise<void> {
    await eventually('no leg is left on the switch', async () => (await this.centre.legs()) === 0, 10_000);
    await eventually('no call is left in the live state', async () => (await this.liveCalls()) === 0, 5000);
  }

  async liveCalls(): Promise<number> {
    const text = await (await fetch(`${this.centre.url}/metrics`)).text();
    const states = [...text.matchAll(/^kiloline_calls\{state="[a-z-]+"\} (\d+)$/gm)];
    return states.reduce((sum, found) => sum + Number(found[1]), 0);
  }

  /** Everybody goes home; the centre stays for the next test. */
  async clear(): Promise<void> {
    for (const desk of this.#desks.splice(0)) await desk.close();
    await this.clearPhones();
  }

  /** Callers and called parties go; agents stay at their desks. */
  async clearPhones(): Promise<void> {
    for (const phone of this.#phones.splice(0)) await phone.stop();
  }

  async stop(): Promise<void> {
    await this.clear();
    await this.centre.stop();
  }
}
