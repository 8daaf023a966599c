import type { FsEvent } from './fs-event';

/**
 * A page that reloads registers anew (another Call-ID) before or after the switch notices that its old
 * connection is gone: the end of an older registration must not unregister the newer one.
 */
export class Registrations {
  private readonly newest = new Map<string, string>();

  load(rows: readonly { readonly sipUser: string; readonly sipCallId: string }[]): void {
    this.newest.clear();
    for (const row of rows) this.newest.set(row.sipUser, row.sipCallId);
  }

  registered(sipUser: string, event: FsEvent): void {
    const sipCallId = event.get('call-id');
    if (sipCallId !== undefined) this.newest.set(sipUser, sipCallId);
  }

  /** False when a newer registration of that user stands. */
  unregistered(sipUser: string, event: FsEvent): boolean {
    const sipCallId = event.get('call-id');
    const newest = this.newest.get(sipUser);
    if (sipCallId !== undefined && newest !== undefined && sipCallId !== newest) return false;
    this.newest.delete(sipUser);
    return true;
  }
}
