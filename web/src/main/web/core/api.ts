// Talks to the services. Tokens live in cookies that scripts cannot read; when the access token has ended, the refresh
// cookie gets a new one and the request is made again.

import { coreMessages } from './messages.ts';

/** A problem a service answered with (RFC 9457), or status 0 when no answer came. */
export class Problem extends Error {
  /**
   * @param isFromBetween whether no service of ours answered, but something on the way to them, such as a proxy
   */
  constructor(
    readonly status: number,
    readonly detail: string | null,
    readonly violations: readonly Violation[] = [],
    readonly retryAfterSeconds: number | null = null,
    readonly isFromBetween = false,
  ) {
    super(detail ?? `status ${status}`);
  }
}

export interface Violation {
  readonly field: string;
  readonly message: string;
}

/** A page of a list. */
export interface Page<T> {
  readonly items: T[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

export interface RequestOptions {
  /** Sent as JSON, unless it is a form with files. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

let sessionEnded: () => void = () => {};

/** Who is told when the session is over: a request was refused and could not be made good by refreshing. */
export function onSessionEnded(listener: () => void): void {
  sessionEnded = listener;
}

export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) => request<T>('POST', path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: RequestOptions) => request<T>('PATCH', path, { ...options, body }),
  delete: <T>(path: string, options?: RequestOptions) => request<T>('DELETE', path, options),
};

/** Answers that mean the name or password was wrong, not that the session ended. */
const SIGNING_IN = /^\/api\/auth\/(login|register|refresh|logout)$/;

async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  let response = await send(method, path, options);
  if (response.status === 401 && !SIGNING_IN.test(path)) {
    if (!(await refresh())) {
      sessionEnded();
      throw await problem(response);
    }
    response = await send(method, path, options);
  }
  if (!response.ok) {
    throw await problem(response);
  }
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  return (isJson ? await response.json() : undefined) as T;
}

async function send(method: string, path: string, { body, headers, signal }: RequestOptions): Promise<Response> {
  const isForm = body instanceof FormData;
  try {
    return await fetch(path, {
      method,
      headers: { Accept: 'application/json', ...(body !== undefined && !isForm && JSON_TYPE), ...headers },
      body: body === undefined ? null : isForm ? body : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem(0, null);
  }
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The problem an answer tells of, by its headers and its body read as JSON. */
export function problemOf(status: number, header: (name: string) => string | null, body: unknown): Problem {
  const { detail, title, violations } = (body ?? {}) as { detail?: string; title?: string; violations?: Violation[] };
  const retryAfter = Number(header('Retry-After'));
  const wait = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null;
  // Every answer of a service has one of these.
  const isOurs = (header('Content-Type') ?? '').includes('problem+json') || header('X-Request-Id') !== null;
  return new Problem(status, detail ?? title ?? null, violations ?? [], wait, !isOurs);
}

async function problem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  return problemOf(response.status, name => response.headers.get(name), body);
}

let refreshing: Promise<boolean> | null = null;

/**
 * Trades the refresh cookie for a new access cookie; false if one has to sign in again. Tabs take turns, and several
 * requests of this tab share one refresh.
 */
export function refresh(): Promise<boolean> {
  refreshing ??= inTurn(() => post('/api/auth/refresh')).finally(() => { refreshing = null; });
  return refreshing;
}

async function inTurn(task: () => Promise<boolean>): Promise<boolean> {
  // Only there in a secure context; elsewhere the service bears two tabs refreshing at once.
  return 'locks' in navigator ? navigator.locks.request('pulsegate.refresh', task) : task();
}

async function post(path: string): Promise<boolean> {
  const response = await send('POST', path, {});
  if (response.status >= 500) {
    throw await problem(response);
  }
  return response.ok;
}

/**
 * What went wrong, in a sentence for a person. A page that knows better what a status means says so in `known`; else
 * what the service said is shown, where it names the parts at fault.
 */
export function explain(failure: unknown, known: Partial<Record<number, string>> = {}): string {
  if (!(failure instanceof Problem)) {
    console.error(failure);
    return coreMessages().unexpected;
  }
  const m = coreMessages();
  if (failure.isFromBetween) {
    return m.fromBetween(failure.status, failure.status === 413 ? m.tooLargeForIt : failure.status >= 500 ? m.notReachedByIt : '');
  }
  const wait = failure.retryAfterSeconds === null ? '' : ` ${m.retryAfter(failure.retryAfterSeconds)}`;
  const sentence = known[failure.status] ?? ({
    0: m.unreachable,
    401: m.signInAgain,
    403: failure.detail ?? m.forbidden,
    404: m.notFound,
    413: m.tooLarge,
    429: m.tooMany,
    502: m.unavailable,
    503: failure.detail ?? m.unavailable,
    504: m.unavailable,
  } as Record<number, string>)[failure.status];
  if (sentence !== undefined) {
    return sentence + wait;
  }
  if (failure.violations.length > 0) {
    return failure.violations.map(each => `${each.field}: ${each.message}`).join(' ');
  }
  return failure.status < 500 && failure.detail !== null ? failure.detail : m.serverError(failure.status);
}
