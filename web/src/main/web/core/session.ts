// Who is signed in, in this tab and, as all tabs share the cookies, in every other.

import { api, onSessionEnded, Problem, refresh } from './api.ts';
import { Observable } from './observable.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Why nobody is signed in any more, to be told on the sign-in page. */
export type Farewell = 'signed-out' | 'signed-out-elsewhere' | 'ended';

/** The account signed in; null for nobody, undefined until that is known. */
export const account = new Observable<Account | null | undefined>(undefined);
export const farewell = new Observable<Farewell | null>(null);

/** The service could not be asked who is signed in. */
export const unreachable = new Observable(false);

type Notice = 'signed-in' | 'signed-out';

const otherTabs = new BroadcastChannel('pulsegate.session');

otherTabs.onmessage = (event: MessageEvent<Notice>) => {
  if (event.data === 'signed-out') {
    leave('signed-out-elsewhere');
  } else {
    void whoIsSignedIn();
  }
};

onSessionEnded(() => leave('ended'));

export function isAdmin(): boolean {
  return account.value?.roles.includes('ADMIN') ?? false;
}

/** Asks who is signed in. */
export async function whoIsSignedIn(): Promise<void> {
  try {
    unreachable.value = false;
    account.value = await api.get<Account>('/api/auth/me');
    farewell.value = null;
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401) {
      account.value = null;
    } else {
      unreachable.value = true;
    }
  }
}

/** Signs in, or first makes the account; throws a Problem if that is refused. */
export async function signIn(intent: 'login' | 'register', name: string, password: string): Promise<void> {
  await api.post(`/api/auth/${intent}`, { name, password });
  otherTabs.postMessage('signed-in' satisfies Notice);
  await whoIsSignedIn();
}

export async function signOut(): Promise<void> {
  await api.post('/api/auth/logout');
  otherTabs.postMessage('signed-out' satisfies Notice);
  leave('signed-out');
}

/**
 * For sockets that were closed because their token does not hold: true if a new one could be had and they may connect
 * again; otherwise the session is over, here and in every tab.
 */
export async function renewed(): Promise<boolean> {
  const holds = await refresh();
  if (!holds) {
    leave('ended');
  }
  return holds;
}

/**
 * Whoever signs out is answered only after the sockets were closed, here and in other tabs: that the session has ended may
 * be seen before it is known why.
 */
function leave(why: Farewell): void {
  if (account.value !== null) {
    farewell.value = account.value === undefined ? null : why;
    account.value = null;
  } else if (farewell.value === 'ended') {
    farewell.value = why;
  }
}
