import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'desk' }
  | { readonly page: 'customers'; readonly customerId: string | null }
  | { readonly page: 'queues' };

/** Pages live in the fragment, so that the address's query (`?test-audio=1`) and the server stay out of it. */
export function parseRoute(hash: string): Route {
  const [page, customerId] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'customers') return { page, customerId: customerId ? decodeURIComponent(customerId) : null };
  return page === 'queues' ? { page } : { page: 'desk' };
}

export const hashOf = (route: Route): string =>
  route.page === 'customers' && route.customerId !== null
    ? `#/customers/${encodeURIComponent(route.customerId)}`
    : `#/${route.page}`;

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

export function useRoute(): { route: Route; go: (route: Route) => void } {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return { route: parseRoute(hash), go };
}

function go(route: Route): void {
  window.location.hash = hashOf(route);
}
