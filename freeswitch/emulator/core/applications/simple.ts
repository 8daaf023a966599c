import { answerArrival } from '../arrivals';
import { causeFrom } from '../causes';
import { park as parkSession } from '../sessions/park';
import { transfer } from '../sessions/transfer';
import type { Application } from './application';

export const answer: Application = (session, _data, context) => answerArrival(session, context);

export const park: Application = async (session) => {
  // A parked channel cannot be parked again (switch_ivr.c:974).
  if (!session.parked) await parkSession(session);
};

export const set: Application = (session, data) => {
  const at = data.indexOf('=');
  if (at > 0) session.channel.set(data.slice(0, at).trim(), data.slice(at + 1));
};

export const hangup: Application = (session, data) => {
  session.hangUp(causeFrom(data));
};

/** `respond 403 Forbidden` */
export const respond: Application = (session, data) => {
  const status = Number(data.slice(0, 3));
  if (session.channel.answered || !Number.isInteger(status) || status < 300) return;
  session.endpoint.refuse(status, data.slice(4).trim());
};

/** `sched_transfer +15 fallback XML overflow`: in the leg's own group, its id in last_sched_id. */
export const schedTransfer: Application = (session, data, context) => {
  const [time = '', destination = '', , transferContext] = data.split(' ');
  const id = context.scheduler.add(Number(time.replace('+', '')), session.uuid, () => {
    transfer(session, destination, transferContext);
  });
  session.channel.set('last_sched_id', String(id));
};

/** `sched_hangup +10 NORMAL_CLEARING` */
export const schedHangup: Application = (session, data, context) => {
  const [time = '', cause = ''] = data.split(' ');
  const id = context.scheduler.add(Number(time.replace('+', '')), session.uuid, () => {
    session.hangUp(causeFrom(cause));
  });
  session.channel.set('last_sched_id', String(id));
};

export const stopDisplaceSession: Application = (session, file) => {
  session.output.remove(file);
};
