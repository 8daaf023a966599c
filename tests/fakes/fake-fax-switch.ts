import type {
  FaxCallRequest,
  FaxEvent,
  FaxListener,
  FaxResult,
  FaxSwitch,
  FaxTransmission,
} from '../../server/calls/fax-switch';
import { switchId, type LegId } from '../../server/contract/ids';

/** A fax machine the test speaks for; it remembers what it was told to send. */
export class FakeFaxSwitch implements FaxSwitch {
  readonly id = switchId('fs1');
  readonly sent: (FaxTransmission & Partial<FaxCallRequest>)[] = [];
  readonly legs = new Set<LegId>();
  readonly notes = new Set<LegId>();
  listeners: FaxListener[] = [];
  able = true;
  most = 0;

  isUp(): boolean {
    return true;
  }

  ability() {
    return Promise.resolve(
      this.able ? ({ able: true } as const) : { able: false as const, reason: 'no fax' },
    );
  }

  sendFax(request: FaxCallRequest): Promise<void> {
    return this.begin(request);
  }

  sendFaxOnLeg(request: FaxTransmission): Promise<void> {
    return this.begin(request);
  }

  endFaxLeg(legId: LegId): Promise<void> {
    this.legs.delete(legId);
    return Promise.resolve();
  }

  legExists(legId: LegId): Promise<boolean> {
    return Promise.resolve(this.legs.has(legId));
  }

  wasSent(legId: LegId): Promise<boolean> {
    return Promise.resolve(this.notes.has(legId));
  }

  forget(legId: LegId): Promise<void> {
    this.notes.delete(legId);
    return Promise.resolve();
  }

  /** The machines are done; every listener hears it, as two servers might. */
  finish(legId: LegId, result: Partial<FaxResult>): void {
    const whole = {
      success: true,
      code: 0,
      text: '',
      pagesSent: 1,
      pagesTotal: 1,
      rate: 14_400,
      ecm: true,
      t38: false,
    };
    this.tell({ kind: 'fax-finished', legId, result: { ...whole, ...result }, switchId: this.id, at: 0 });
  }

  end(legId: LegId, cause: string, sipStatus: number): void {
    this.legs.delete(legId);
    this.tell({ kind: 'fax-leg-ended', legId, cause, sipStatus, result: null, switchId: this.id, at: 0 });
  }

  private tell(event: FaxEvent): void {
    for (const listener of this.listeners) listener.onFaxEvent(event);
  }

  private begin(request: FaxTransmission): Promise<void> {
    this.sent.push(request);
    this.legs.add(request.legId);
    this.most = Math.max(this.most, this.legs.size);
    return Promise.resolve();
  }
}
