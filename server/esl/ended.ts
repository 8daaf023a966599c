/** Why something ended: the first reason counts. Waits may be aborted by its signal. */
export class Ended {
  private readonly controller = new AbortController();
  private settle: (reason: string) => void = () => undefined;
  readonly reason: Promise<string> = new Promise((resolve) => (this.settle = resolve));

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  because(reason: string): void {
    if (this.controller.signal.aborted) return;
    this.controller.abort(new Error(reason));
    this.settle(reason);
  }
}
