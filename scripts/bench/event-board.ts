import type { SwitchEvent } from '../../server/calls/switch';
import type { LegId } from '../../server/contract/ids';

const WAIT_MS = 15_000;

/** What the switch told, by name, for whoever waits for it now or asks later. */
export class EventBoard {
  readonly #seen = new Map<string, LegId>();
  readonly #waiting = new Map<string, (leg: LegId) => void>();

  post(event: SwitchEvent): void {
    if (!('legId' in event)) return;
    this.#tell(`${event.kind} ${event.legId}`, event.legId);
    if (event.kind === 'bridged') this.#tell(`bridged ${event.otherLegId}`, event.legId);
    if (event.kind === 'parked' && event.facts.direction === 'inbound') {
      this.#tell(`arrived ${event.facts.callerNumber}`, event.legId);
    }
  }

  /** @throws after 15 s */
  wait(name: string): Promise<LegId> {
    const leg = this.#seen.get(name);
    if (leg !== undefined) return Promise.resolve(leg);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(name);
        reject(new Error(`Waited in vain: ${name.split(' ')[0] ?? name}`));
      }, WAIT_MS);
      this.#waiting.set(name, (found) => {
        clearTimeout(timer);
        resolve(found);
      });
    });
  }

  /** When nobody is on the line any more. */
  clear(): void {
    this.#seen.clear();
  }

  #tell(name: string, leg: LegId): void {
    this.#seen.set(name, leg);
    this.#waiting.get(name)?.(leg);
    this.#waiting.delete(name);
  }
}
