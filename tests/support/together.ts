/**
 * Tests that need nothing of each other and mostly wait, begun at the same time. Each is reported by its own name.
 * A failed one fails alone.
 */
export function together(tests: Readonly<Record<string, () => Promise<void>>>): void {
  const running = new Map<string, Promise<void>>();
  beforeAll(() => {
    for (const [name, test] of Object.entries(tests)) {
      const started = test();
      // Told by the test of that name, which may not be waiting yet.
      started.catch(() => undefined);
      running.set(name, started);
    }
  });
  it.each(Object.keys(tests))('%s', (name) => running.get(name));
}
