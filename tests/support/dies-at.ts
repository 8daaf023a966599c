/** A server that is killed at its nth step, over all that it was handed: nothing it does afterwards has an effect. */
export function diesAt(step: number, when: 'before' | 'after') {
  let taken = 0;
  let isDead = false;
  return <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        const act = value.bind(target) as (...args: unknown[]) => unknown;
        return async (...args: unknown[]) => {
          if (isDead) throw new Error('dead');
          const isLast = taken === step;
          taken += 1;
          isDead = isLast;
          if (isLast && when === 'before') throw new Error('dead');
          const result = await act(...args);
          if (isLast) {
            await letGo(result);
            throw new Error('dead');
          }
          return result;
        };
      },
    });
}

/** A process that is dead has no file open. */
async function letGo(result: unknown): Promise<void> {
  if (typeof result !== 'object' || result === null) return;
  const { close, writer } = result as {
    readonly close?: () => Promise<void>;
    readonly writer?: { abandon(): Promise<void> };
  };
  await close?.call(result);
  await writer?.abandon();
}
