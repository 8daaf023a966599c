import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoBills, demoUtilityBills, type DemoBill } from '../../db/demo/accounts';
import type { InformationItemView } from '../../server/contract/crm';
import type { ProposalView } from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { OrderDetail, OrderProgressView, OrderSummary } from '../../server/contract/tickets';
import { ApiClient } from './api-client';
import { Caller, type CallerOptions } from './caller';
import { PASSWORD } from './centre';
import { eventually } from './eventually';
import type { SwitchKind } from './launch-switch';
import { PromptTones } from './prompt-tones';
import { Situation } from './situation';
import { makeTemporaryDirectory } from './temporary-directory';
import { centreNow } from './centre-day';

const MADE_SOUNDS = resolve(__dirname, '..', '..', 'freeswitch', 'sounds');
/** 张伟 of the demo: his mobile is a line of ours and has a bill of its own. */
export const ZHANG_WEI = '13900000002';
/** 李娜: a fixed line of ours in the area 21. */
export const LI_NA_FIXED = '02163330101';
/** Numbers a card has in the demo, and what is typed with it. */
export const CARDS = {
  rich: '8600100020004001',
  poor: '8600100020004002',
  lost: '8600100020004003',
  password: '246810',
} as const;

/** The welcome of the pack 1000, up to the main menu. */
export const WELCOME = '1 other:41 2';

/** A whole centre whose prompts are known by ear. */
export class ServiceLine {
  #callers: Caller[] = [];
  #strangers = 0;

  private constructor(
    readonly situation: Situation,
    private readonly tones: PromptTones,
    private readonly removeSounds: () => void,
  ) {}

  /** @param items recordings of information, `zh-CN/items/…` */
  static async start(options: {
    readonly kind: SwitchKind;
    readonly items?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }): Promise<ServiceLine> {
    const directory = makeTemporaryDirectory();
    const sounds = join(directory.path, 'sounds');
    mkdirSync(sounds);
    const tones = await PromptTones.write(sounds, MADE_SOUNDS, options.items ?? []);
    const situation = await Situation.start({
      kind: options.kind,
      env: { KILOLINE_SOUNDS_DIR: sounds, SPEECH_ENGINE: 'none', ...options.env },
    });
    return new ServiceLine(situation, tones, () => directory.remove());
  }

  async ring(from: string, where: Pick<CallerOptions, 'to' | 'packId'> = {}): Promise<Caller> {
    const { centre, api } = this.situation;
    const caller = await Caller.ring({ centre, api, tones: this.tones, from, ...where });
    this.#callers.push(caller);
    return caller;
  }

  /** A call that goes as it is written, is confirmed by the timeline, and leaves nothing behind. */
  async call(dialogue: string, from = this.stranger()): Promise<Caller> {
    const caller = await this.ring(from);
    await caller.walk(`${WELCOME} ${dialogue}`);
    await caller.agrees();
    await caller.hangUp();
    return caller;
  }

  /** …that the centre ends. */
  async callToTheEnd(dialogue: string, from = this.stranger()): Promise<Caller> {
    const caller = await this.ring(from);
    await caller.walk(`${WELCOME} ${dialogue}`);
    await caller.isReleased();
    await caller.agrees();
    return caller;
  }

  /** …that comes to a queue, and is given up there. */
  async callToQueue(dialogue: string, queueId: string, topic: string, from?: string): Promise<void> {
    const caller = await this.ring(from ?? this.stranger());
    await caller.walk(`${WELCOME} ${dialogue} server:13`);
    await eventually(`waits at ${queueId} for ${topic}`, async () =>
      (await caller.detail())?.timeline.some(
        ({ type, data }) => type === 'ivr.left' && data['queueId'] === queueId && data['topic'] === topic,
      ),
    );
    await caller.hangUp();
  }

  /** A mobile number nobody has, another one each time. */
  stranger(): string {
    this.#strangers += 1;
    return `1370000${String(1000 + this.#strangers)}`;
  }

  async order(serial: string): Promise<OrderDetail> {
    const { api } = this.situation;
    const { items } = await api.get<Page<OrderSummary>>(`/work-orders?serial=${serial}`);
    const found = items.find((order) => order.serial === serial);
    if (!found) throw new Error(`There is no order ${serial}.`);
    return api.get<OrderDetail>(`/work-orders/${found.orderId}`);
  }

  async promisedDay(serial: string): Promise<string> {
    const { api } = this.situation;
    return (await api.get<OrderProgressView>(`/work-order-progress/${serial}`)).promisedDate ?? '';
  }

  /** Makes the queue configuration another one. */
  changeQueues(change: (yaml: string) => string): Promise<void> {
    return this.situation.changeQueues(change);
  }

  /** Gives an item of information the recordings it lacks: proposed by one, approved by another. */
  async recordItem(category: string, titleSound: string, sound: string): Promise<void> {
    const { api, centre } = this.situation;
    const found = await api.get<Page<InformationItemView>>(`/information-items?category=${category}`);
    const item = found.items.find((each) => each.category === category);
    if (!item) throw new Error(`There is no item ${category}.`);
    const fields = { titleSounds: { 'zh-CN': titleSound }, sounds: { 'zh-CN': sound } };
    const wish = { itemId: item.itemId, version: item.version, fields, why: 'recorded' };
    const { proposalId } = (await this.send('POST', '/proposals', wish)) as ProposalView;
    const admin = new ApiClient(centre.url);
    await admin.login('admin', PASSWORD, true);
    const approved = await admin.send('POST', `/proposals/${proposalId}/approve`, {});
    if (!approved.ok) throw new Error(`approve: ${approved.status} ${await approved.text()}`);
  }

  async put(path: string, body: unknown): Promise<void> {
    await this.send('PUT', path, body);
  }

  async send(method: string, path: string, body: unknown): Promise<unknown> {
    const response = await this.situation.api.send(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async clear(): Promise<void> {
    await this.clearPhones();
    await this.situation.clear();
  }

  /** Callers and called parties go; agents stay at their desks. */
  async clearPhones(): Promise<void> {
    for (const caller of this.#callers.splice(0)) await caller.phone.stop();
    await this.situation.clearPhones();
  }

  async stop(): Promise<void> {
    await this.clear();
    await this.situation.stop();
    this.removeSounds();
  }
}

/** What the demo says that this account of a person owes for a month, by how long ago that was. */
export function demoBill(account: number, monthsAgo: number): DemoBill {
  const bill = demoBills(account, centreNow()).at(-1 - monthsAgo);
  if (!bill) throw new Error('The demo has no such bill.');
  return bill;
}

export function demoUtilityBill(account: number, kind: 'water' | 'electricity' | 'gas'): DemoBill {
  const bill = demoUtilityBills(account, centreNow()).find((each) => each.kind === kind);
  if (!bill) throw new Error('The demo has no such bill.');
  return bill;
}
