// Addresses. The server answers every path of the app with the same page; here it is decided what that page shows.

import { Observable } from './observable.ts';

export interface Route {
  /** A path, in which `:name` stands for one segment. */
  readonly path: string;
  /** The custom element that is the page; it gets the path's segments as `params`. */
  readonly element: string;
  /** Loads the element's definition: code of a page comes when it is first opened. */
  readonly load: () => Promise<unknown>;
  readonly title: () => string;
  readonly access: 'anyone' | 'signed-in' | 'admin';
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The address shown: path and query. */
export const address = new Observable(location.pathname + location.search);

export function match(routes: readonly Route[], path: string): Match | null {
  for (const route of routes) {
    const params = segments(route.path, path);
    if (params !== null) {
      return { route, params };
    }
  }
  return null;
}

function segments(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== given.length) {
    return null;
  }
  const params: Record<string, string> = {};
  for (let i = 0; i < wanted.length; i++) {
    const name = /^:(.+)/.exec(wanted[i])?.[1];
    if (name !== undefined && given[i] !== '') {
      params[name] = decodeURIComponent(given[i]);
    } else if (wanted[i] !== given[i]) {
      return null;
    }
  }
  return params;
}

export function navigate(to: string, how: 'push' | 'replace' = 'push'): void {
  if (to !== address.value) {
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', to);
    address.value = to;
  }
}

/** Follows links within the app without loading the page anew. Returns how to stop. */
export function followLinks(isOurs: (path: string) => boolean): () => void {
  const follow = (event: MouseEvent) => {
    const link = event.composedPath().find(each => each instanceof HTMLAnchorElement);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || link === undefined || link.target !== '' || link.hasAttribute('download')) {
      return;
    }
    const url = new URL(link.href);
    if (url.origin === location.origin && url.hash === '' && isOurs(url.pathname)) {
      event.preventDefault();
      navigate(url.pathname + url.search);
    }
  };
  const popped = () => { address.value = location.pathname + location.search; };
  document.addEventListener('click', follow);
  addEventListener('popstate', popped);
  return () => {
    document.removeEventListener('click', follow);
    removeEventListener('popstate', popped);
  };
}
