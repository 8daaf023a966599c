import { callStates, type CallState } from '../calls/call.machine';
import {
  farStates,
  recordingStates,
  type FarParty,
  type FlowEntry,
  type LiveCall,
  type ParkedFacts,
  type TalkRecordingFacts,
} from '../calls/call-store';
import type { CampaignAttempt } from '../calls/campaign-attempt';
import {
  agentId,
  attemptId,
  callbackId,
  callId,
  campaignId,
  contactId,
  customerId,
  legId,
  offerId,
  queueId,
  switchId,
} from '../contract/ids';
import { callDirectionSchema, customerKindSchema } from '../contract/rest';
import { UnexpectedError } from '../errors';

type Fields = ReadonlyMap<string, string>;

export function asCallState(text: string): CallState {
  const known = callStates.find((state) => state === text);
  if (known !== undefined) return known;
  throw new UnexpectedError('unparsable', 'A call is in an unknown state', { details: { state: text } });
}

/** A hash `call:<callId>`; null when there is none. A field that is missing is null. */
export function decodeCall(fields: Fields): LiveCall | null {
  const state = fields.get('state');
  if (state === undefined) return null;
  const text = (name: string) => fields.get(name) ?? '';
  return {
    callId: callId(text('callId')),
    direction: directions.find((each) => each === fields.get('direction')) ?? 'inbound',
    state: asCallState(state),
    switchId: switchId(text('switchId')),
    customerLegId: legId(text('customerLegId')),
    agentLegId: idOf(fields, 'agentLegId', legId),
    heardLegId: idOf(fields, 'heardLegId', legId),
    agentId: idOf(fields, 'agentId', agentId),
    callerNumber: text('callerNumber'),
    callerName: text('callerName'),
    dialedNumber: text('dialedNumber'),
    customerId: idOf(fields, 'customerId', customerId),
    customerKind: kinds.find((kind) => kind === fields.get('customerKind')) ?? null,
    language: fields.get('language') === 'en-US' ? 'en-US' : 'zh-CN',
    queueId: idOf(fields, 'queueId', queueId),
    topic: fields.get('topic') ?? null,
    ivrState: fields.get('ivrState') ?? null,
    startedAt: Number(text('startedAt')),
    queuedAt: numberOf(fields, 'queuedAt'),
    talkingAt: numberOf(fields, 'talkingAt'),
    awaySince: numberOf(fields, 'awaySince'),
    awayAgentId: idOf(fields, 'awayAgentId', agentId),
    awayLegId: idOf(fields, 'awayLegId', legId),
    farParty: farPartyOf(fields),
    lastAgentId: idOf(fields, 'lastAgentId', agentId),
    entry: entryOf(fields),
    callbackId: idOf(fields, 'callbackId', callbackId),
    recording: recordingOf(fields),
    attempt: attemptOf(fields),
    marked: markedOf(fields),
    packId: fields.get('packId') ?? null,
    parked: parkedOf(fields),
    pickUpOfferId: idOf(fields, 'pickUpOfferId', offerId),
  };
}

function attemptOf(fields: Fields): CampaignAttempt | null {
  const attempt = idOf(fields, 'attemptId', attemptId);
  const campaign = idOf(fields, 'campaignId', campaignId);
  const contact = idOf(fields, 'contactId', contactId);
  return attempt && campaign && contact
    ? {
        ...{ attemptId: attempt, campaignId: campaign, contactId: contact },
        isListenedTo: fields.has('listeningAt'),
        detection: fields.has('detects') ? { machineHears: fields.get('machineHears') ?? null } : null,
        isMachine: fields.get('answerer') === 'machine' || fields.get('answerer') === 'fax',
        queueId: idOf(fields, 'attemptQueueId', queueId),
        isWithdrawn: fields.has('withdrawnAt'),
        ringS: numberOf(fields, 'attemptRingS'),
      }
    : null;
}

function markedOf(fields: Fields): LiveCall['marked'] {
  const mark = fields.get('mark');
  return mark === undefined ? null : { mark, date: fields.get('markDate') ?? null };
}

function recordingOf(fields: Fields): TalkRecordingFacts | null {
  const recordingId = fields.get('recordingId');
  const state = recordingStates.find((each) => each === fields.get('recordingState'));
  if (recordingId === undefined || state === undefined) return null;
  return {
    recordingId,
    state,
    startedAt: Number(fields.get('recordingAt') ?? 0),
    pausedAt: numberOf(fields, 'recordingPausedAt'),
  };
}

function parkedOf(fields: Fields): ParkedFacts | null {
  const slot = numberOf(fields, 'parkSlot');
  const by = idOf(fields, 'parkedBy', agentId);
  if (slot === null || by === null) return null;
  return { slot, by, at: numberOf(fields, 'parkedAt') ?? 0, until: numberOf(fields, 'parkUntil') ?? 0 };
}

const kinds = customerKindSchema.options;
const directions = callDirectionSchema.options;

function farPartyOf(fields: Fields): FarParty | null {
  const number = fields.get('farNumber');
  const state = farStates.find((each) => each === fields.get('farState'));
  if (number === undefined || state === undefined) return null;
  return {
    legId: idOf(fields, 'farLegId', legId),
    number,
    agentId: idOf(fields, 'farAgentId', agentId),
    state,
    failure: fields.get('farFailure') ?? null,
    requestId: fields.get('farRequestId') ?? null,
  };
}

function entryOf(fields: Fields): FlowEntry | null {
  const name = fields.get('entry');
  if (name === undefined) return null;
  return { name, variables: JSON.parse(fields.get('entryData') ?? '{}') as FlowEntry['variables'] };
}

export function idOf<Id extends string>(fields: Fields, name: string, brand: (id: string) => Id): Id | null {
  const text = fields.get(name);
  return text === undefined ? null : brand(text);
}

/** Whole ms: the scripts keep microseconds behind the point where they order things. */
export function numberOf(fields: Fields, name: string): number | null {
  const text = fields.get(name);
  return text === undefined ? null : Math.floor(Number(text));
}
