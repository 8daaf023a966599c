import { randomUUID } from 'node:crypto';
import { callId, type AgentId } from '../../server/contract/ids';
import type { Desk } from '../../server/contract/rest';
import type { DeskActions } from '../../server/http/desk-actions';

/** Notes what was asked for; `failWith` makes the next action throw. */
export class RecordingDeskActions implements DeskActions {
  readonly asked: unknown[][] = [];
  failWith: Error | null = null;
  /** What `desk` answers for an agent's call. */
  readonly calls = new Map<AgentId, NonNullable<Desk['call']>>();
  desksInFlight = 0;
  mostDesksInFlight = 0;
  desksMade = 0;
  deskTakesMs = 0;

  setPresence = (...args: unknown[]): Promise<void> => this.note('setPresence', args);
  hangUp = (...args: unknown[]): Promise<void> => this.note('hangUp', args);
  hold = (...args: unknown[]): Promise<void> => this.note('hold', args);
  resume = (...args: unknown[]): Promise<void> => this.note('resume', args);
  changeRecording = (...args: unknown[]): Promise<void> => this.note('changeRecording', args);
  comeBack = (...args: unknown[]): Promise<void> => this.note('comeBack', args);
  reportQuality = (...args: unknown[]): Promise<void> => this.note('reportQuality', args);
  consult = (...args: unknown[]): Promise<void> => this.note('consult', args);
  completeConsult = (...args: unknown[]): Promise<void> => this.note('completeConsult', args);
  mergeConsult = (...args: unknown[]): Promise<void> => this.note('mergeConsult', args);
  swapConsult = (...args: unknown[]): Promise<void> => this.note('swapConsult', args);
  cancelConsult = (...args: unknown[]): Promise<void> => this.note('cancelConsult', args);
  transfer = (...args: unknown[]): Promise<void> => this.note('transfer', args);
  handOverTargets: DeskActions['handOverTargets'] = async (...args) => {
    await this.note('handOverTargets', args);
    return { mayWait: false, agents: [], queues: [] };
  };
  speak = (...args: unknown[]): Promise<void> => this.note('speak', args);
  speakDirectory = (...args: unknown[]): Promise<void> => this.note('speakDirectory', args);
  acceptOffer = (...args: unknown[]): Promise<void> => this.note('acceptOffer', args);
  declineOffer = (...args: unknown[]): Promise<void> => this.note('declineOffer', args);
  setDisposition = (...args: unknown[]): Promise<void> => this.note('setDisposition', args);
  prolongWrapUp = (...args: unknown[]): Promise<void> => this.note('prolongWrapUp', args);
  finishWrapUp = (...args: unknown[]): Promise<void> => this.note('finishWrapUp', args);

  breakReasons: DeskActions['breakReasons'] = async () => {
    await this.note('breakReasons', []);
    return [
      {
        reason: 'lunch',
        names: { 'zh-CN': '用餐', 'en-US': 'Lunch' },
        productive: false,
        maxMinutes: 60,
        atMost: 3,
        taken: 1,
      },
    ];
  };

  dial: DeskActions['dial'] = async (...args) => {
    await this.note('dial', args);
    return { callId: callId(randomUUID()) };
  };

  desk = async (agentId: AgentId): Promise<Desk> => {
    this.desksMade += 1;
    this.desksInFlight += 1;
    this.mostDesksInFlight = Math.max(this.mostDesksInFlight, this.desksInFlight);
    await new Promise((resolve) => setTimeout(resolve, this.deskTakesMs));
    this.desksInFlight -= 1;
    return aDesk(agentId, this.calls.get(agentId) ?? null, this.desksMade);
  };

  private note(name: string, args: readonly unknown[]): Promise<void> {
    this.asked.push([name, ...args]);
    const error = this.failWith;
    this.failWith = null;
    return error ? Promise.reject(error) : Promise.resolve();
  }
}

function aDesk(agentId: AgentId, call: Desk['call'], serverTime: number): Desk {
  return {
    eventId: '0-0',
    supervision: null,
    supervisedBy: [],
    notices: [],
    agent: {
      agentId,
      displayName: 'Alice',
      presence: 'break',
      reason: null,
      presenceSince: 1,
      breakUntil: null,
      next: null,
      missedInARow: 0,
      state: 'idle',
      stateSince: 1,
      reachable: true,
      wrapUpUntil: null,
      prolonged: 0,
    },
    call,
    waiting: [],
    customers: [],
    serverTime,
  };
}
