import { formatDuration } from '../desk/duration';
import { useNow } from './use-now';

/** A running clock since a moment of the server's time. Silent for screen readers, which would read every second. */
export function Elapsed({ since, className }: { since: number; className?: string | undefined }) {
  const now = useNow();
  return (
    <span role="timer" aria-live="off" className={`digits ${className ?? ''}`}>
      {formatDuration(now - since)}
    </span>
  );
}

export function Remaining({ until, className }: { until: number; className?: string | undefined }) {
  const now = useNow();
  return (
    <span role="timer" aria-live="off" className={`digits ${className ?? ''}`}>
      {formatDuration(until - now + 999)}
    </span>
  );
}
