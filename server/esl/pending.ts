import { OperationalError } from '../errors';

interface Entry<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: OperationalError) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Answers that arrive as events, awaited by an id of ours. Every one is settled: by its event, by the end of
 * what it belongs to, by time, or by the end of the connection.
 */
export class Pending<Value> {
  private readonly entries = new Map<string, Set<Entry<Value>>>();

  constructor(private readonly what: string) {}

  get size(): number {
    return this.entries.size;
  }

  /** Call it before sending what causes the event. @throws OperationalError('switch-timeout') */
  wait(id: string, timeoutMs: number): Promise<Value> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.remove(id, entry);
        reject(
          new OperationalError('switch-timeout', `The switch did not report ${this.what} in time`, {
            details: { timeoutMs },
          }),
        );
      }, timeoutMs);
      timer.unref();
      const entry: Entry<Value> = { resolve, reject, timer };
      const others = this.entries.get(id);
      if (others === undefined) this.entries.set(id, new Set([entry]));
      else others.add(entry);
    });
  }

  /** False when nobody waits. */
  settle(id: string, value: Value): boolean {
    return this.take(id, (entry) => {
      entry.resolve(value);
    });
  }

  fail(id: string, error: OperationalError): boolean {
    return this.take(id, (entry) => {
      entry.reject(error);
    });
  }

  failAll(error: OperationalError): void {
    for (const id of [...this.entries.keys()]) this.fail(id, error);
  }

  private take(id: string, action: (entry: Entry<Value>) => void): boolean {
    const entries = this.entries.get(id);
    if (entries === undefined) return false;
    this.entries.delete(id);
    for (const entry of entries) {
      clearTimeout(entry.timer);
      action(entry);
    }
    return true;
  }

  private remove(id: string, entry: Entry<Value>): void {
    const entries = this.entries.get(id);
    entries?.delete(entry);
    if (entries?.size === 0) this.entries.delete(id);
  }
}
