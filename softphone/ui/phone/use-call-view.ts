import { useTranslation } from 'react-i18next';
import { callView, otherColleague, otherNumber, type CallView } from '../../desk/call-view';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useDesk, useObservable, useSoftphone } from '../softphone-context';

export function useCallView(): CallView {
  return callView(useDesk(), useObservable(useSoftphone().phone.call));
}

/** The customer's number of the call shown: the desk's, or the INVITE's while the desk is on its way. */
export function useCallerNumber(view: CallView): string {
  const phone = useObservable(useSoftphone().phone.call);
  if ('call' in view && view.call) return otherNumber(view.call);
  return phone.name === 'none' ? '' : phone.callerNumber;
}

/** The best name there is: the customer's, else the caller name, else the number. */
export function useCallerName(view: CallView): string {
  const { t } = useTranslation();
  const desk = useDesk();
  const number = useCallerNumber(view);
  const call = 'call' in view ? view.call : null;
  const colleague = otherColleague(call);
  if (colleague) return colleague.displayName;
  const customers = call ? (desk?.customers ?? []) : [];
  const only = customers.length === 1 ? customers[0] : undefined;
  if (only) return only.name;
  if (call?.callerName && call.callerName !== call.callerNumber) return call.callerName;
  return number === '' || !/\d/.test(number) ? t('call.unknownNumber') : formatPhoneNumber(number);
}
