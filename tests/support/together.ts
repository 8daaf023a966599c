/**
 * Tests that need nothing of each other and mostly wait, begun at the same time. Each is reported by its own name.
 * A failed one fails alone.
 */
export function together(tests: Readonly<Record<string, () => Promise<void>>>): void {
  let running = new Map<string, Promise<unknown>>();
  beforeAll(() => {
    running = new Map(
      Object.entries(tests).map(([name, test]) => [
        name,
        test().then(
          () => null,
          (error: unknown) => error,
        ),
      ]),
    );
  });
  it.each(Object.keys(tests))('%s', async (name) => {
    const error = await running.get(name);
    if (error !== null) throw error;
  });
}
