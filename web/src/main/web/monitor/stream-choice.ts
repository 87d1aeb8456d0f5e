// Which streams there are, kept up to date, and which of them is to be watched: what the address names, else what was
// watched last, else the first there is.

import { explain, type Page } from '../core/api.ts';
import { remember, remembered } from '../core/preferences.ts';
import { address, navigate } from '../core/router.ts';
import type { ConnectionState } from './connection.ts';
import { listRefused, listStreams, type RefusedRecording, type Stream } from './streams.ts';

const PERIOD_MILLIS = 4000;
const PATH = '/monitor';
const REMEMBERED = 'monitor.stream';

export class StreamChoice {
  /** All that are known so far; null before the first answer. */
  streams: readonly Stream[] | null = null;
  /** What went wrong when they were asked for last. */
  complaint: string | null = null;
  stream: Stream | null = null;
  /** Recordings that could not be read; null while that is not known. They change only when the service starts. */
  refused: Page<RefusedRecording> | null = null;

  readonly #changed: () => void;
  #total = 0;
  #pages = 1;
  #taken: string | null | undefined = undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Keeps asking and following the address; returns how to stop. */
  begin(): () => void {
    this.refresh();
    void this.#listRefused();
    const listing = setInterval(() => document.hidden || this.refresh(), PERIOD_MILLIS);
    const unsubscribe = address.subscribe(() => this.#choose());
    return () => {
      clearInterval(listing);
      unsubscribe();
      this.#taken = undefined;
    };
  }

  /** The stream to watch, and whether it is another one than when this was asked last. */
  take(): { stream: Stream | null; hasChanged: boolean } {
    const id = this.stream?.id ?? null;
    const hasChanged = id !== this.#taken;
    this.#taken = id;
    return { stream: this.stream, hasChanged };
  }

  /** How it stands with a stream that is not watched: it is looked for, or there is none. */
  get state(): ConnectionState {
    return { is: this.streams === null || this.hasMore ? 'connecting' : 'unknown-stream' };
  }

  get hasMore(): boolean {
    return this.streams !== null && this.streams.length < this.#total;
  }

  showMore(): void {
    this.#pages++;
    this.refresh();
  }

  refresh(): void {
    void this.#list();
  }

  pick(stream: Stream): void {
    navigate(`${PATH}?stream=${encodeURIComponent(stream.id)}`);
  }

  /** Takes in a stream just made, and picks it. */
  add(stream: Stream): void {
    this.streams = [...this.streams ?? [], stream];
    this.#total++;
    this.pick(stream);
    this.refresh();
  }

  /** A stream is deleted: on to another one. */
  forget(stream: Stream): void {
    this.streams = this.streams?.filter(each => each.id !== stream.id) ?? null;
    remember(REMEMBERED, null);
    navigate(PATH, 'replace');
    this.refresh();
  }

  async #list(): Promise<void> {
    try {
      const { streams, total } = await listStreams(this.#pages);
      this.streams = streams;
      this.#total = total;
      this.complaint = null;
    } catch (failure) {
      this.complaint = explain(failure);
    }
    this.#choose();
  }

  async #listRefused(): Promise<void> {
    try {
      this.refused = await listRefused();
      this.#changed();
    } catch (failure) {
      console.warn(failure);
    }
  }

  #choose(): void {
    const url = new URL(address.value, location.origin);
    if (this.streams === null || url.pathname !== PATH) {
      this.#changed();
      return;
    }
    const named = url.searchParams.get('stream');
    const wanted = named ?? remembered(REMEMBERED);
    const found = this.streams.find(each => each.id === wanted);
    this.stream = found ?? (named === null ? this.streams[0] ?? null : null);
    if (this.stream !== null) {
      remember(REMEMBERED, this.stream.id);
    } else if (this.hasMore) {
      this.showMore();
    }
    this.#changed();
  }
}
