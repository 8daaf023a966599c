import type { CallDetail } from '../../server/contract/rest';

/** How long a new step may be there before a page that shows the call has it. */
const AGAIN_MS = 5000;

interface CallSource {
  readonly call: (callId: string) => Promise<CallDetail>;
}

/**
 * A call, asked for again while a page shows it and can be seen: steps come for as long as it is kept, for somebody listens to its recording,
 * reviews it or holds it.
 */
export const callQuery = ({ call }: CallSource, callId: string) => ({
  queryKey: ['call', callId],
  queryFn: () => call(callId),
  refetchInterval: AGAIN_MS,
  refetchIntervalInBackground: false,
});
