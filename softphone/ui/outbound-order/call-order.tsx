import { useDesk } from '../softphone-context';
import { OrderCard } from './order-card';
import { OrderMarks } from './order-marks';

/** The outbound order of the call that rings, is talked in or is being wrapped up. */
export function CallOrder() {
  const desk = useDesk();
  const call = desk?.call;
  if (!desk || !call?.order) return null;
  const { state } = desk.agent;
  const canMark = (state === 'on-call' || state === 'wrap-up') && call.state !== 'dialing';
  return (
    <OrderCard order={call.order}>
      <OrderMarks key={call.callId} callId={call.callId} order={call.order} canMark={canMark} />
    </OrderCard>
  );
}
