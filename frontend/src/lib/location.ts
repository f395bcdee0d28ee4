import { useMemo, useSyncExternalStore } from 'react';
import { useSearch } from 'wouter';

// Screens live in the part of the address after '#', with their search
// parameters inside it (#/offers?open=7): a reload in a web view then always
// asks for the one page that there is.

function current(): string {
  return window.location.hash.replace(/^#?\/?/, '/');
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function navigate(to: string, options: { replace?: boolean } = {}): void {
  const url = `#${to.startsWith('/') ? to : `/${to}`}`;
  if (options.replace) window.history.replaceState(null, '', url);
  else window.history.pushState(null, '', url);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The location hook of wouter's Router. */
export function useHashPath(): [string, typeof navigate] {
  const path = useSyncExternalStore(subscribe, () => current().split('?')[0] ?? '/');
  return [path, navigate];
}
useHashPath.hrefs = (href: string) => `#${href}`;

/** The search hook of wouter's Router. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, () => current().split('?')[1] ?? '');
}

export type Parameters = Record<string, string | undefined>;

/**
 * The search parameters of the screen, and how to change some of them
 * (undefined removes one). A step is one that the back button takes back.
 */
export function useParameters(): [URLSearchParams, (changes: Parameters, step?: boolean) => void] {
  const search = useSearch();
  return [useMemo(() => new URLSearchParams(search), [search]), changeParameters];
}

// Reads the address when it is called, so that a change after an await does not
// bring back parameters that were changed meanwhile.
function changeParameters(changes: Parameters, step = false): void {
  const [path = '/', search = ''] = current().split('?');
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  navigate(text ? `${path}?${text}` : path, { replace: !step });
}
