// Holds the streams of events for all tabs of the browser, in a shared worker: over HTTP/1.1 a browser has six connections
// to a server for all of them. Where there are no shared workers each tab has a hub of its own.

import { THERE_MILLIS, type Subject, type ToHub, type ToTab } from './event-protocol.ts';
import { EventStream, type Reader } from './event-stream.ts';

/** A tab that leaves so many questions, or messages, unanswered is gone or asleep; what it does not take would pile up. */
const MOST_QUESTIONS = 12;
const MOST_MESSAGES = 5000;

export class Hub {
  #streams: EventStream[] = [];

  /** Serves a tab from now on. */
  connect(port: MessagePort): void {
    new Tab(port, this);
  }

  follow(subject: Subject, reader: Reader): () => void {
    let stream = this.#streams.find(each => each.has(subject)) ?? this.#streams.find(each => each.hasRoom);
    if (stream === undefined) {
      stream = new EventStream();
      this.#streams.push(stream);
    }
    const chosen = stream;
    chosen.add(subject, reader);
    return () => {
      chosen.remove(subject, reader);
      this.#streams = this.#streams.filter(each => each === chosen ? !each.isEmpty : true);
    };
  }
}

class Tab {
  readonly #leave = new Map<number, () => void>();
  #asking = 0;
  #questions = 0;
  #messages = 0;

  constructor(readonly port: MessagePort, readonly hub: Hub) {
    port.onmessage = (event: MessageEvent<ToHub>) => this.#take(event.data);
  }

  #take(message: ToHub): void {
    switch (message.say) {
      case 'follow':
        this.#follow(message.key, message.subject, message.after);
        break;
      case 'leave':
        this.#leave.get(message.key)?.();
        this.#leave.delete(message.key);
        break;
      case 'here':
        this.#questions = 0;
        this.#messages = 0;
        break;
      case 'bye':
        this.#forget();
        break;
    }
  }

  #follow(key: number, subject: Subject, after: number): void {
    this.#asking ||= setInterval(() => {
      this.#questions++;
      this.#say({ say: 'there?' });
    }, THERE_MILLIS);
    this.#leave.get(key)?.();
    this.#leave.set(key, this.hub.follow(subject, {
      after,
      event: (name, seq, data) => this.#say({ say: 'event', key, name, seq, data }),
      live: live => this.#say({ say: 'live', key, live }),
      over: refused => {
        this.#leave.delete(key);
        this.#say({ say: 'over', key, refused });
      },
    }));
  }

  #say(message: ToTab): void {
    if (this.#asking === 0) {
      return;
    }
    if (++this.#messages > MOST_MESSAGES || this.#questions > MOST_QUESTIONS) {
      this.#forget();
      this.port.postMessage({ say: 'dropped' } satisfies ToTab);
      return;
    }
    this.port.postMessage(message);
  }

  #forget(): void {
    clearInterval(this.#asking);
    this.#asking = 0;
    this.#questions = 0;
    this.#messages = 0;
    const leaving = [...this.#leave.values()];
    this.#leave.clear();
    leaving.forEach(leave => leave());
  }
}
