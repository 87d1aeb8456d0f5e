// Server-sent events, for as long as they are looked at. A browser has six connections to a server for all its tabs:
// a tab nobody sees gives its own back, and goes on where it was when it is seen again.

import { api, Problem } from './api.ts';

export interface Following {
  /** What to do with each event, by its name. The data is JSON. */
  readonly on: Readonly<Record<string, (data: never) => void>>;
  /** A route that says, as the events do, whether there is something to follow, and may be. */
  readonly probe: string;
  /** Whether events come; false while the connection is lost. */
  readonly onLive?: (live: boolean) => void;
  /** There is nothing to follow, or it may not be. */
  readonly onRefused?: (problem: Problem) => void;
}

const FIRST_WAIT_MILLIS = 200;
const LONGEST_WAIT_MILLIS = 15_000;
/** An interruption that is over sooner is not worth a word: the server ends each stream when its token ends. */
const LOST_AFTER_MILLIS = 3000;

/** Follows events; connects again by itself. Returns how to stop. */
export function follow(path: string, following: Following): () => void {
  const feed = new Feed(path, following);
  feed.start();
  return () => feed.stop();
}

class Feed {
  #source: EventSource | null = null;
  #lastId = '';
  #waitMillis = FIRST_WAIT_MILLIS;
  #timer = 0;
  #lostTimer = 0;
  #stopped = false;

  constructor(readonly path: string, readonly following: Following) {}

  start(): void {
    document.addEventListener('visibilitychange', this.#seenOrNot);
    this.#seenOrNot();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#lostTimer);
    document.removeEventListener('visibilitychange', this.#seenOrNot);
    this.#disconnect();
  }

  readonly #seenOrNot = () => {
    if (document.hidden) {
      this.#disconnect();
    } else if (this.#source === null) {
      this.#connect();
    }
  };

  #connect(): void {
    const after = this.#lastId === '' ? '' : `?last_event_id=${encodeURIComponent(this.#lastId)}`;
    const source = new EventSource(this.path + after);
    this.#source = source;
    source.onopen = () => {
      this.#waitMillis = FIRST_WAIT_MILLIS;
      clearTimeout(this.#lostTimer);
      this.#lostTimer = 0;
      this.following.onLive?.(true);
    };
    for (const [name, take] of Object.entries(this.following.on)) {
      source.addEventListener(name, event => {
        this.#lastId = event.lastEventId || this.#lastId;
        take(JSON.parse(event.data as string) as never);
      });
    }
    // It would come back by itself, but only after seconds, and never once it was refused for a token that ended.
    source.onerror = () => {
      this.#lostTimer ||= setTimeout(() => this.following.onLive?.(false), LOST_AFTER_MILLIS);
      void this.#comeBack();
    };
  }

  #disconnect(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  /** An EventSource does not say why it was refused. Asking once more does, and renews the session if it was that. */
  async #comeBack(): Promise<void> {
    this.#disconnect();
    try {
      await api.get(this.following.probe);
    } catch (failure) {
      if (failure instanceof Problem && [401, 403, 404].includes(failure.status)) {
        if (!this.#stopped) {
          this.following.onRefused?.(failure);
        }
        return;
      }
    }
    if (!this.#stopped && !document.hidden) {
      this.#timer = setTimeout(() => this.#seenOrNot(), this.#waitMillis);
      this.#waitMillis = Math.min(2 * this.#waitMillis, LONGEST_WAIT_MILLIS);
    }
  }
}

/** Does something at once and then again and again, with a pause in between, while the page is seen. Returns how to stop. */
export function repeatedly(pauseMillis: number, task: () => Promise<void>): () => void {
  let stopped = false;
  let timer = 0;
  const next = async () => {
    if (!document.hidden) {
      await task();
    }
    if (!stopped) {
      timer = setTimeout(next, pauseMillis);
    }
  };
  void next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
