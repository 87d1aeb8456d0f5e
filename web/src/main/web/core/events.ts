// Server-sent events, for as long as they are looked at. All tabs share one connection (event-hub.ts).

import { api, Problem } from './api.ts';
import { link } from './event-link.ts';
import type { Subject } from './event-protocol.ts';

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

/** One that is none would have the whole stream refused, and with it what other tabs follow. */
const SUBJECT = /^(spaces|(spaces|requests)\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 15_000;

/** Follows `requests/{id}`, `spaces/{id}` or `spaces`; connects again by itself. Returns how to stop. */
export function follow(subject: Subject, following: Following): () => void {
  const followed = new Followed(subject.toLowerCase(), following);
  followed.start();
  return () => followed.stop();
}

class Followed {
  #after = 0;
  #waitMillis = FIRST_WAIT_MILLIS;
  #timer = 0;
  #stopped = false;
  #leave: () => void = () => {};

  constructor(readonly subject: Subject, readonly following: Following) {}

  get after(): number {
    return this.#after;
  }

  start(): void {
    if (SUBJECT.test(this.subject)) {
      this.#leave = link.follow(this);
    } else {
      this.over(true);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#leave();
  }

  event(name: string, seq: number | null, data: unknown): void {
    if (seq === null || seq > this.#after) {
      this.#after = seq ?? this.#after;
      this.#waitMillis = FIRST_WAIT_MILLIS;
      this.following.on[name]?.(data as never);
    }
  }

  live(live: boolean): void {
    this.following.onLive?.(live);
  }

  over(refused: boolean): void {
    void this.#ask(refused);
  }

  /** Asking once more says why, in this tab, and whether the session is over. */
  async #ask(refused: boolean): Promise<void> {
    try {
      await api.get(this.following.probe);
    } catch (failure) {
      if (failure instanceof Problem && !failure.isFromBetween && failure.status >= 400 && failure.status < 500) {
        if (!this.#stopped) {
          this.following.onRefused?.(failure);
        }
        return;
      }
    }
    if (refused && !this.#stopped) {
      this.#timer = setTimeout(() => this.start(), this.#waitMillis);
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
