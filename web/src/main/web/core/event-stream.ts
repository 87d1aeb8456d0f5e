// One connection for the events of many subjects (GET /api/events). It connects again by itself from the last event each
// reader has, and takes a connection for lost that is silent for three heartbeats: a browser never would.

import { api, Problem } from './api.ts';
import type { Subject } from './event-protocol.ts';

/** Who reads a subject. */
export interface Reader {
  /** The last event it has. */
  after: number;
  event(name: string, seq: number | null, data: unknown): void;
  live(live: boolean): void;
  over(refused: boolean): void;
}

interface Envelope {
  readonly subject: Subject;
  readonly event: string;
  readonly seq?: number;
  readonly data: unknown;
}

/** As many as the service takes on one stream. */
export const MOST_SUBJECTS = 32;

const FIRST_WAIT_MILLIS = 200;
const LONGEST_WAIT_MILLIS = 15_000;
/** A page that opens asks for several subjects, one after the other. */
const GATHER_MILLIS = 20;
/** An interruption that is over sooner is not worth a word: the server ends each stream when its token ends. */
const LOST_AFTER_MILLIS = 3000;
const HEARTBEATS_MISSED = 3;
/** Until the service has said how often it sends a heartbeat. */
const USUAL_HEARTBEAT_MILLIS = 15_000;

export class EventStream {
  readonly #readers = new Map<Subject, Set<Reader>>();
  #source: EventSource | null = null;
  #heartbeatMillis = USUAL_HEARTBEAT_MILLIS;
  #waitMillis = FIRST_WAIT_MILLIS;
  #connecting = 0;
  #silence = 0;
  #lost = 0;
  #isLost = false;

  has(subject: Subject): boolean {
    return this.#readers.has(subject);
  }

  get hasRoom(): boolean {
    return this.#readers.size < MOST_SUBJECTS;
  }

  get isEmpty(): boolean {
    return this.#readers.size === 0;
  }

  /** Whoever joins those who read a subject already has its past told again; they pass over what they have. */
  add(subject: Subject, reader: Reader): void {
    const readers = this.#readers.get(subject) ?? new Set();
    this.#readers.set(subject, readers.add(reader));
    if (this.#isLost) {
      reader.live(false);
    }
    this.#connectIn(GATHER_MILLIS);
  }

  /** Costs no new connection: events nobody reads are passed over until there is another reason for one. */
  remove(subject: Subject, reader: Reader): void {
    const readers = this.#readers.get(subject);
    readers?.delete(reader);
    if (readers?.size === 0) {
      this.#readers.delete(subject);
    }
    if (this.isEmpty) {
      this.#disconnect();
      this.#isFound();
    }
  }

  #connectIn(millis: number): void {
    clearTimeout(this.#connecting);
    this.#connecting = setTimeout(() => this.#connect(), millis);
  }

  #connect(): void {
    this.#disconnect();
    const source = new EventSource(this.#address());
    this.#source = source;
    this.#heard();
    source.onopen = () => {
      this.#waitMillis = FIRST_WAIT_MILLIS;
      this.#isFound();
      this.#each(reader => reader.live(true));
    };
    source.addEventListener('heartbeat', event => {
      this.#heartbeatMillis = (JSON.parse(event.data as string) as { interval_millis: number }).interval_millis;
      this.#heard();
    });
    source.onmessage = event => {
      this.#heard();
      this.#tell(JSON.parse(event.data as string) as Envelope);
    };
    // It would come back by itself, but only after seconds, and never once it was refused for a token that ended.
    source.onerror = () => {
      this.#lost ||= setTimeout(() => this.#tellLost(), LOST_AFTER_MILLIS);
      void this.#comeBack();
    };
  }

  #address(): string {
    const subjects = [...this.#readers].map(([subject, readers]) => {
      const after = Math.min(...[...readers].map(reader => reader.after));
      return `subject=${encodeURIComponent(after === 0 ? subject : `${subject}@${after}`)}`;
    });
    return `/api/events?${subjects.join('&')}`;
  }

  #disconnect(): void {
    clearTimeout(this.#connecting);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  /** Something came: the connection lives, for now. */
  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#tellLost();
      void this.#comeBack();
    }, HEARTBEATS_MISSED * this.#heartbeatMillis);
  }

  #tellLost(): void {
    this.#isLost = true;
    this.#each(reader => reader.live(false));
  }

  #isFound(): void {
    clearTimeout(this.#lost);
    this.#lost = 0;
    this.#isLost = false;
  }

  #tell({ subject, event, seq, data }: Envelope): void {
    for (const reader of [...this.#readers.get(subject) ?? []]) {
      if (event === 'ended' || event === 'refused') {
        this.remove(subject, reader);
        reader.over(event === 'refused');
      } else if (seq === undefined || seq > reader.after) {
        reader.after = seq ?? reader.after;
        reader.event(event, seq ?? null, data);
      }
    }
  }

  #each(action: (reader: Reader) => void): void {
    [...this.#readers.values()].flatMap(readers => [...readers]).forEach(action);
  }

  /** An EventSource does not say why it was refused. Asking who one is does, and renews the session if it was that. */
  async #comeBack(): Promise<void> {
    this.#disconnect();
    // Not all browsers in one moment, when a service stops.
    const wait = this.#waitMillis * (0.5 + Math.random());
    this.#waitMillis = Math.min(2 * this.#waitMillis, LONGEST_WAIT_MILLIS);
    try {
      await api.get('/api/auth/me', { signal: AbortSignal.timeout(LONGEST_WAIT_MILLIS) });
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 401) {
        this.#endAll();
      }
    }
    if (!this.isEmpty && this.#source === null) {
      this.#connectIn(wait);
    }
  }

  #endAll(): void {
    for (const [subject, readers] of [...this.#readers]) {
      for (const reader of [...readers]) {
        this.remove(subject, reader);
        reader.over(true);
      }
    }
  }
}
