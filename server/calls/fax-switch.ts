/**
 * What the server needs of a switch that can fax, apart from Switch because not every switch can: the embedded one
 * has no fax. The event-socket adapter in server/esl implements it with mod_spandsp.
 *
 *   sendFax ──► leg rings ──► answered ──► T.30 ──► fax-finished ──► hangUp ──► fax-leg-ended
 *
 * A leg that faxes carries a tag of its own, so that nobody takes it for a leg of a call. As everywhere: commands
 * resolve when the switch has taken them, the effect arrives as an event, ids are ours and commands may be repeated.
 */
import type { LegId, SwitchId } from '../contract/ids';

/** How a fax is sent; every step of the ladder of server/fax gives up one of these for robustness. */
export interface FaxMode {
  /** Take the far end's offer of T.38 (fax over IP); false stays with G.711 whatever it offers. */
  readonly t38: boolean;
  /** Error correction (T.30 Annex A): pages arrive bit for bit. */
  readonly ecm: boolean;
  /** 14 400 bit/s; without it 9 600 by V.29, which survives worse lines. */
  readonly v17: boolean;
}

export interface FaxTransmission extends FaxMode {
  readonly legId: LegId;
  /** TIFF of G3 or G4 pages, as the switch sees it: an absolute path of letters, digits, '/', '.', '-' and '_'. */
  readonly file: string;
  /** Printed above every page beside number, time and page. Letters, digits, spaces and . + ( ) -, at most 50. */
  readonly header: string;
  /** Our number as the far machine shows it: digits, spaces and '+', at most 20 (T.30 TSI). */
  readonly ident: string;
}

export interface FaxCallRequest extends FaxTransmission {
  /** What goes on the wire: ^\+?[0-9]{2,20}$. */
  readonly number: string;
  readonly callerNumber: string;
  /** Seconds until it counts as not answered, 5 to 120. */
  readonly timeoutS: number;
  /** Seconds after the answer at which the switch hangs up by itself: nobody of us may be there to do it. Whole. */
  readonly longestS: number;
}

export interface FaxResult {
  readonly success: boolean;
  /** spandsp's T30_ERR_…: 0 is success. */
  readonly code: number;
  readonly text: string;
  readonly pagesSent: number;
  readonly pagesTotal: number;
  /** Bit/s; 0 when it never came to that. */
  readonly rate: number;
  readonly ecm: boolean;
  /** Whether it went over T.38. */
  readonly t38: boolean;
}

interface FaxEventBase {
  readonly switchId: SwitchId;
  readonly legId: LegId;
  /** Unix ms by the switch's clock. */
  readonly at: number;
}

export type FaxEvent = FaxEventBase &
  (
    | { readonly kind: 'fax-answered' }
    | { readonly kind: 'fax-finished'; readonly result: FaxResult }
    | {
        /** The leg is gone, or never came to be. */
        readonly kind: 'fax-leg-ended';
        readonly cause: string;
        readonly sipStatus?: number;
        /** What the machine had to say, when it came as far; the same as in fax-finished. */
        readonly result: FaxResult | null;
      }
  );

export interface FaxListener {
  /** Told by the server that reads the switch's events. Never throws; nobody waits for it. */
  onFaxEvent(event: FaxEvent): void;
  /** We read its events from now on; what happened before was missed. */
  onFaxSwitchUp(switchId: SwitchId): void;
}

export type FaxAbility = { readonly able: true } | { readonly able: false; readonly reason: string };

/** @throws OperationalError as Switch does */
export interface FaxSwitch {
  readonly id: SwitchId;
  isUp(): boolean;
  /** Asked of the switch itself: the embedded one, or one without mod_spandsp, says why not. */
  ability(): Promise<FaxAbility>;
  /** Calls a fax machine and sends. */
  sendFax(request: FaxCallRequest): Promise<void>;
  /** To the machine at the other end of a leg we have; what plays on it ends. The leg stays, parked, afterwards. */
  sendFaxOnLeg(request: FaxTransmission): Promise<void>;
  /** Nothing happens when it is gone. T.38 senders do not hang up by themselves, so this always follows. */
  endFaxLeg(legId: LegId): Promise<void>;
  legExists(legId: LegId): Promise<boolean>;
  /**
   * Whether a fax of that leg went through, though its leg and our memory are gone: the switch notes it in the same
   * step in which it tells. Lost when the switch restarts.
   */
  wasSent(legId: LegId): Promise<boolean>;
  /** The note is no longer needed. */
  forget(legId: LegId): Promise<void>;
}
