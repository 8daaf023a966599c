/** Runs `count` jobs, at most `width` at a time. One that fails is counted, and does not stop the others. */
export async function inParallel(
  first: number,
  count: number,
  width: number,
  job: (index: number) => Promise<void>,
): Promise<readonly string[]> {
  const failures: string[] = [];
  let next = first;
  const worker = async () => {
    while (next < first + count) {
      const index = next++;
      try {
        await job(index);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  return failures;
}
