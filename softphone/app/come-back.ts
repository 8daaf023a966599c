import type { Observable } from '../core/observable';
import { missedCall } from '../desk/audio-away';
import type { DeskStore } from '../desk/desk-store';
import type { Phone } from '../phone/phone.service';

interface ComeBackDeps {
  readonly phone: Pick<Phone, 'call' | 'registration'>;
  readonly desk: Pick<DeskStore, 'desk'>;
  readonly comeBack: (callId: string) => Promise<unknown>;
}

/** The server calls by itself as soon as the phone registers; and a hang-up may be only on its way to the desk. */
const firstMs = 400;
const againMs = 3000;

/** Asks to be called back into the call this phone has lost, for as long as it is missed. */
export function connectComeBack({ phone, desk, comeBack }: ComeBackDeps): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const missed = () => missedCall(desk.desk.get(), phone.call.get(), phone.registration.get());
  const ask = (): void => {
    timer = undefined;
    const callId = missed();
    if (callId === null) return;
    void comeBack(callId).catch(() => undefined);
    timer = setTimeout(ask, againMs);
  };
  const look = (): void => {
    const isMissed = missed() !== null;
    if (isMissed && timer === undefined) timer = setTimeout(ask, firstMs);
    if (isMissed || timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
  };
  const watched: readonly Observable<unknown>[] = [phone.call, phone.registration, desk.desk];
  for (const each of watched) each.subscribe(look);
}
