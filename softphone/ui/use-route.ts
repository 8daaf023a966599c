import { useSyncExternalStore } from 'react';

/** Pages that show one thing, and need no more in their address. */
const plainPages = [
  'desk',
  'queues',
  'team',
  'wallboard',
  'alerts',
  'reports',
  'quality',
  'faxes',
  'directory',
  'information',
  'prompts',
  'maintenance',
  'packs',
  'queue-setup',
  'settings',
] as const;

export type Route =
  | { readonly page: 'customers'; readonly customerId: string | null }
  | { readonly page: 'work-orders'; readonly orderId: string | null }
  | { readonly page: 'campaigns'; readonly campaignId: string | null }
  | { readonly page: (typeof plainPages)[number] };

/** Pages live in the fragment, so that the address's query (`?test-audio=1`) and the server stay out of it. */
export function parseRoute(hash: string): Route {
  const [page, rest] = hash.replace(/^#\/?/, '').split('/');
  const id = rest ? decodeURIComponent(rest) : null;
  if (page === 'customers') return { page, customerId: id };
  if (page === 'work-orders') return { page, orderId: id };
  if (page === 'campaigns') return { page, campaignId: id };
  return { page: plainPages.find((plain) => plain === page) ?? 'desk' };
}

export function hashOf(route: Route): string {
  const id = idOf(route);
  return id === null ? `#/${route.page}` : `#/${route.page}/${encodeURIComponent(id)}`;
}

function idOf(route: Route): string | null {
  if (route.page === 'customers') return route.customerId;
  if (route.page === 'work-orders') return route.orderId;
  return route.page === 'campaigns' ? route.campaignId : null;
}

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
