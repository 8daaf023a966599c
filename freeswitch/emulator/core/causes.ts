/** Hang-up causes by name, with their Q.850 number (switch_types.h:2186 ff.). Those the server or a phone can meet. */
const Q850 = {
  NONE: 0,
  UNALLOCATED_NUMBER: 1,
  NO_ROUTE_TRANSIT_NET: 2,
  NO_ROUTE_DESTINATION: 3,
  NORMAL_CLEARING: 16,
  USER_BUSY: 17,
  NO_USER_RESPONSE: 18,
  NO_ANSWER: 19,
  SUBSCRIBER_ABSENT: 20,
  CALL_REJECTED: 21,
  NUMBER_CHANGED: 22,
  EXCHANGE_ROUTING_ERROR: 25,
  DESTINATION_OUT_OF_ORDER: 27,
  INVALID_NUMBER_FORMAT: 28,
  FACILITY_REJECTED: 29,
  NORMAL_UNSPECIFIED: 31,
  NORMAL_CIRCUIT_CONGESTION: 34,
  NETWORK_OUT_OF_ORDER: 38,
  NORMAL_TEMPORARY_FAILURE: 41,
  SWITCH_CONGESTION: 42,
  REQUESTED_CHAN_UNAVAIL: 44,
  OUTGOING_CALL_BARRED: 52,
  INCOMING_CALL_BARRED: 54,
  SERVICE_UNAVAILABLE: 63,
  SERVICE_NOT_IMPLEMENTED: 79,
  INCOMPATIBLE_DESTINATION: 88,
  RECOVERY_ON_TIMER_EXPIRE: 102,
  INTERWORKING: 127,
  ORIGINATOR_CANCEL: 487,
  LOSE_RACE: 502,
  MEDIA_TIMEOUT: 604,
  USER_NOT_REGISTERED: 606,
  INVALID_PROFILE: 609,
} as const;

export type Cause = keyof typeof Q850;

export const isCause = (text: string): text is Cause => Object.hasOwn(Q850, text);

/** As switch_channel_str2cause: a name or a number, else NORMAL_CLEARING. */
export function causeFrom(text: string | undefined): Cause {
  if (text === undefined || text === '') return 'NORMAL_CLEARING';
  const upper = text.toUpperCase();
  if (isCause(upper)) return upper;
  return causeOfQ850(Number(text)) ?? 'NORMAL_CLEARING';
}

/** What goes into hangup_cause_q850 and the Reason header; FreeSWITCH's own causes have none but 16. */
export const q850Of = (cause: Cause): number => (Q850[cause] > 127 ? 16 : Q850[cause]);

export function causeOfQ850(number: number): Cause | null {
  const found = Object.entries(Q850).find(([, value]) => value === number && number > 0);
  return found === undefined ? null : (found[0] as Cause);
}

/** sofia_glue_sip_cause_to_freeswitch (sofia_glue.c:1814). */
const FROM_SIP: Readonly<Record<number, Cause>> = {
  200: 'NORMAL_CLEARING',
  400: 'NORMAL_TEMPORARY_FAILURE',
  401: 'CALL_REJECTED',
  402: 'CALL_REJECTED',
  403: 'CALL_REJECTED',
  404: 'UNALLOCATED_NUMBER',
  405: 'SERVICE_UNAVAILABLE',
  406: 'SERVICE_NOT_IMPLEMENTED',
  407: 'CALL_REJECTED',
  408: 'RECOVERY_ON_TIMER_EXPIRE',
  410: 'NUMBER_CHANGED',
  413: 'INTERWORKING',
  414: 'INTERWORKING',
  415: 'SERVICE_NOT_IMPLEMENTED',
  416: 'INTERWORKING',
  420: 'INTERWORKING',
  421: 'INTERWORKING',
  423: 'INTERWORKING',
  480: 'NO_USER_RESPONSE',
  481: 'NORMAL_TEMPORARY_FAILURE',
  482: 'EXCHANGE_ROUTING_ERROR',
  483: 'EXCHANGE_ROUTING_ERROR',
  484: 'INVALID_NUMBER_FORMAT',
  485: 'NO_ROUTE_DESTINATION',
  486: 'USER_BUSY',
  487: 'ORIGINATOR_CANCEL',
  488: 'INCOMPATIBLE_DESTINATION',
  500: 'NORMAL_TEMPORARY_FAILURE',
  501: 'SERVICE_NOT_IMPLEMENTED',
  502: 'NETWORK_OUT_OF_ORDER',
  503: 'NORMAL_TEMPORARY_FAILURE',
  504: 'RECOVERY_ON_TIMER_EXPIRE',
  505: 'INTERWORKING',
  513: 'INTERWORKING',
  600: 'USER_BUSY',
  603: 'CALL_REJECTED',
  604: 'NO_ROUTE_DESTINATION',
  606: 'INCOMPATIBLE_DESTINATION',
  608: 'CALL_REJECTED',
};

export const causeOfSip = (status: number): Cause => FROM_SIP[status] ?? 'NORMAL_UNSPECIFIED';

/** `Reason: Q.850;cause=34;text="…"` tells more than the status does (mod_sofia.c:500). */
export function causeOfReason(reason: string | null): Cause | null {
  const number = /^\s*Q\.850\s*;.*?cause=(\d{1,3})/i.exec(reason ?? '')?.[1];
  return number === undefined ? null : causeOfQ850(Number(number));
}

/** hangup_cause_to_sip (mod_sofia.c:292). */
const TO_SIP: Partial<Record<Cause, number>> = {
  UNALLOCATED_NUMBER: 404,
  NO_ROUTE_TRANSIT_NET: 404,
  NO_ROUTE_DESTINATION: 404,
  USER_BUSY: 486,
  NO_USER_RESPONSE: 408,
  NO_ANSWER: 480,
  SUBSCRIBER_ABSENT: 480,
  NORMAL_UNSPECIFIED: 480,
  CALL_REJECTED: 603,
  NUMBER_CHANGED: 410,
  DESTINATION_OUT_OF_ORDER: 502,
  INVALID_PROFILE: 502,
  INVALID_NUMBER_FORMAT: 484,
  FACILITY_REJECTED: 501,
  REQUESTED_CHAN_UNAVAIL: 503,
  NORMAL_CIRCUIT_CONGESTION: 503,
  NETWORK_OUT_OF_ORDER: 503,
  NORMAL_TEMPORARY_FAILURE: 503,
  SWITCH_CONGESTION: 503,
  OUTGOING_CALL_BARRED: 403,
  INCOMING_CALL_BARRED: 403,
  INCOMPATIBLE_DESTINATION: 488,
  SERVICE_NOT_IMPLEMENTED: 501,
  RECOVERY_ON_TIMER_EXPIRE: 504,
  ORIGINATOR_CANCEL: 487,
  EXCHANGE_ROUTING_ERROR: 483,
};

export const sipOf = (cause: Cause): number => TO_SIP[cause] ?? 480;
