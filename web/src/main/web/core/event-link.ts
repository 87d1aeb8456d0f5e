// This tab's link to the hub that holds the browser's streams of events.

import { THERE_MILLIS, type Subject, type ToHub, type ToTab } from './event-protocol.ts';

/** What this tab follows. */
export interface Feed {
  readonly subject: Subject;
  /** The last event it has. */
  readonly after: number;
  event(name: string, seq: number | null, data: unknown): void;
  live(live: boolean): void;
  over(refused: boolean): void;
}

/** A hub that says nothing for so long has ended: browsers end workers to save memory. */
const SILENCE_MILLIS = 4 * THERE_MILLIS;

class Link {
  readonly #feeds = new Map<number, Feed>();
  #keys = 0;
  #port: MessagePort | null = null;
  #silence = 0;
  #asleep = false;
  #shares = 'SharedWorker' in globalThis;

  constructor() {
    addEventListener('pagehide', () => this.#sleep());
    addEventListener('pageshow', () => this.#wake());
    document.addEventListener('freeze', () => this.#sleep());
    document.addEventListener('resume', () => this.#wake());
    document.addEventListener('visibilitychange', () => this.#seenOrNot());
  }

  /** Follows; returns how to stop. */
  follow(feed: Feed): () => void {
    const key = ++this.#keys;
    this.#feeds.set(key, feed);
    this.#seenOrNot();
    this.#ask(key, feed);
    return () => {
      if (this.#feeds.delete(key)) {
        this.#say({ say: 'leave', key });
      }
    };
  }

  #ask(key: number, { subject, after }: Feed): void {
    this.#heard();
    this.#say({ say: 'follow', key, subject, after });
  }

  /** Without a hub for all tabs, one that nobody sees gives its connection back. */
  #seenOrNot(): void {
    if (document.hidden && !this.#shares) {
      this.#sleep();
    } else {
      this.#wake();
    }
  }

  #sleep(): void {
    this.#asleep = true;
    clearTimeout(this.#silence);
    this.#port?.postMessage({ say: 'bye' } satisfies ToHub);
  }

  #wake(): void {
    if (this.#asleep) {
      this.#asleep = false;
      this.#askAll();
    }
  }

  #askAll(): void {
    this.#feeds.forEach((feed, key) => this.#ask(key, feed));
  }

  #say(message: ToHub): void {
    if (!this.#asleep) {
      this.#port ??= this.#connect();
      this.#port.postMessage(message);
    }
  }

  #connect(): MessagePort {
    const port = this.#shares ? this.#sharedHub() : ownHub();
    port.onmessage = (event: MessageEvent<ToTab>) => this.#take(event.data);
    return port;
  }

  #sharedHub(): MessagePort {
    const address = document.querySelector<HTMLMetaElement>('meta[name="event-worker"]')!.content;
    const worker = new SharedWorker(address, { type: 'module', name: 'events' });
    worker.onerror = () => {
      this.#shares = false;
      this.#reconnect();
    };
    return worker.port;
  }

  #reconnect(): void {
    this.#port?.postMessage({ say: 'bye' } satisfies ToHub);
    this.#port?.close();
    this.#port = null;
    this.#askAll();
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (!this.#asleep && this.#feeds.size > 0) {
        this.#feeds.forEach(feed => feed.live(false));
        this.#reconnect();
      }
    }, SILENCE_MILLIS);
  }

  #take(message: ToTab): void {
    this.#heard();
    switch (message.say) {
      case 'event':
        this.#feeds.get(message.key)?.event(message.name, message.seq, message.data);
        break;
      case 'live':
        this.#feeds.get(message.key)?.live(message.live);
        break;
      case 'over': {
        const feed = this.#feeds.get(message.key);
        this.#feeds.delete(message.key);
        feed?.over(message.refused);
        break;
      }
      case 'there?':
        this.#say({ say: 'here' });
        break;
      case 'dropped':
        this.#askAll();
        break;
    }
  }
}

function ownHub(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  void import('./event-hub.ts').then(({ Hub }) => new Hub().connect(port1));
  return port2;
}

export const link = new Link();
