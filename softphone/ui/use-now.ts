import { useEffect, useState } from 'react';
import { useSoftphone } from './softphone-context';

/** The server's clock, twice a second: a second shown never lags by more than half of one. */
export function useNow(): number {
  const { desk } = useSoftphone();
  const [now, setNow] = useState(desk.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(desk.now()), 500);
    return () => clearInterval(timer);
  }, [desk]);
  return now;
}
