import type { AttemptId, CampaignId, ContactId, QueueId } from '../contract/ids';

/** Whom a campaign calls, and the how-manieth time is in its records. */
export interface CampaignAttempt {
  readonly attemptId: AttemptId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  /** It was answered, and whether by a person is being found out. */
  readonly isListenedTo: boolean;
  /** Machines that answer are to be told from persons; null: nobody listens. */
  readonly detection: MachineDetection | null;
  /** No person answered, as far as could be heard. */
  readonly isMachine: boolean;
  /** Of a contact an agent calls: the queue whose rules hold for it, for it waits in none. */
  readonly queueId: QueueId | null;
  /** It is being hung up before anybody answers. */
  readonly isWithdrawn: boolean;
  /** Seconds the contact's telephone rings, when an agent calls him. */
  readonly ringS: number | null;
}

export interface MachineDetection {
  /** The entry of its flow that speaks to an answering machine; null: it is hung up on. */
  readonly machineHears: string | null;
}
