/** Where documents lie while a switch sends them. */
export interface FaxSpool {
  /** @returns the file as the switch sees it. @throws OperationalError('part-failed') */
  put(attemptId: string, tiff: Buffer): Promise<string>;
  /** Nothing happens when it is gone. */
  drop(attemptId: string): Promise<void>;
}
