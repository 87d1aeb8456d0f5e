// The hub that holds the browser's streams of events, with tabs at one end and a service's stream at the other.

import { Hub } from '../../../main/web/core/event-hub.ts';
import type { ToHub, ToTab } from '../../../main/web/core/event-protocol.ts';
import { assert } from '../signal/support.ts';

const ONE = 'requests/01890000-0000-7000-8000-000000000001';
const TWO = 'requests/01890000-0000-7000-8000-000000000002';

/** The service's end of a stream, as there is no browser here. */
class Stream extends EventTarget {
  static readonly all: Stream[] = [];
  onmessage: (event: { data: string }) => void = () => {};
  isClosed = false;

  constructor(readonly url: string) {
    super();
    Stream.all.push(this);
  }

  close(): void {
    this.isClosed = true;
  }

  send(subject: string, event: string, seq: number | undefined, data: unknown): void {
    this.onmessage({ data: JSON.stringify({ subject, event, seq, data }) });
  }

  get subjects(): string[] {
    return new URL(this.url, 'http://localhost').searchParams.getAll('subject');
  }

  static async opened(): Promise<Stream> {
    const before = Stream.all.length;
    while (Stream.all.length === before) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    return Stream.all[Stream.all.length - 1];
  }
}

(globalThis as { EventSource: unknown }).EventSource = Stream;

class Tab {
  readonly heard: ToTab[] = [];
  readonly #port: MessagePort;
  readonly #hubsPort: MessagePort;
  #wake: () => void = () => {};

  constructor(hub: Hub) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#hubsPort = port2;
    this.#port.onmessage = event => {
      this.heard.push(event.data);
      this.#wake();
    };
    hub.connect(port2);
  }

  say(message: ToHub): void {
    this.#port.postMessage(message);
  }

  async until(wanted: (message: ToTab) => boolean): Promise<ToTab> {
    for (;;) {
      const found = this.heard.find(wanted);
      if (found !== undefined) {
        return found;
      }
      await new Promise<void>(resolve => { this.#wake = resolve; });
    }
  }

  close(): void {
    this.#port.close();
    this.#hubsPort.close();
  }

  get seqs(): (number | null)[] {
    return this.heard.flatMap(each => each.say === 'event' ? [each.seq] : []);
  }
}

/** The tabs say good-bye; when all have, nobody reads the stream any more and it is closed. */
async function end(stream: Stream, ...tabs: Tab[]): Promise<void> {
  tabs.forEach(tab => tab.say({ say: 'bye' }));
  while (!stream.isClosed) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  tabs.forEach(tab => tab.close());
}

function event(key: number, seq: number) {
  return (message: ToTab) => message.say === 'event' && message.key === key && message.seq === seq;
}

Deno.test('tabs share one stream, and each event reaches those who read its subject once', async () => {
  const hub = new Hub();
  const [first, second] = [new Tab(hub), new Tab(hub)];
  first.say({ say: 'follow', key: 1, subject: ONE, after: 0 });
  let stream = await Stream.opened();
  assert.equal(stream.subjects.join(), ONE);
  stream.send(ONE, 'queued', 1, {});
  await first.until(event(1, 1));

  second.say({ say: 'follow', key: 7, subject: TWO, after: 4 });
  const before = stream;
  stream = await Stream.opened();
  assert.ok(before.isClosed);
  assert.equal(stream.subjects.join(), `${ONE}@1,${TWO}@4`);
  stream.send(TWO, 'chunk', 5, {});
  stream.send(ONE, 'processing', 2, {});
  await Promise.all([first.until(event(1, 2)), second.until(event(7, 5))]);
  assert.equal(first.seqs.join(), '1,2');
  assert.equal(second.seqs.join(), '5');
  await end(stream, first, second);
});

Deno.test('who joins a subject later gets its past, which the others pass over', async () => {
  const hub = new Hub();
  const [early, late] = [new Tab(hub), new Tab(hub)];
  early.say({ say: 'follow', key: 1, subject: ONE, after: 0 });
  (await Stream.opened()).send(ONE, 'queued', 1, {});
  await early.until(event(1, 1));
  late.say({ say: 'follow', key: 1, subject: ONE, after: 0 });
  const stream = await Stream.opened();
  assert.equal(stream.subjects.join(), ONE);
  stream.send(ONE, 'queued', 1, {});
  stream.send(ONE, 'processing', 2, {});
  await Promise.all([early.until(event(1, 2)), late.until(event(1, 2))]);
  assert.equal(early.seqs.join(), '1,2');
  assert.equal(late.seqs.join(), '1,2');
  await end(stream, early, late);
});

Deno.test('a tab that leaves everything unanswered is dropped and goes on where it was', async () => {
  const hub = new Hub();
  const [asleep, awake] = [new Tab(hub), new Tab(hub)];
  asleep.say({ say: 'follow', key: 1, subject: ONE, after: 0 });
  const alone = await Stream.opened();
  awake.say({ say: 'follow', key: 1, subject: TWO, after: 0 });
  const stream = await Stream.opened();
  assert.ok(alone.isClosed);
  for (let seq = 1; seq <= 6000; seq++) {
    stream.send(ONE, 'chunk', seq, {});
  }
  await asleep.until(message => message.say === 'dropped');
  assert.equal(Math.max(...asleep.seqs.map(Number)), 5000);
  stream.send(TWO, 'queued', 1, {});
  await awake.until(event(1, 1));

  asleep.say({ say: 'follow', key: 1, subject: ONE, after: 5000 });
  const again = await Stream.opened();
  assert.equal([...again.subjects].sort().join(), `${ONE}@5000,${TWO}@1`);
  await end(again, asleep, awake);
});

Deno.test('what has ended or is refused is over, and the rest goes on', async () => {
  const hub = new Hub();
  const tab = new Tab(hub);
  tab.say({ say: 'follow', key: 1, subject: ONE, after: 0 });
  tab.say({ say: 'follow', key: 2, subject: TWO, after: 0 });
  tab.say({ say: 'follow', key: 3, subject: 'spaces', after: 0 });
  const stream = await Stream.opened();
  stream.send(ONE, 'refused', undefined, { status: 404 });
  stream.send(TWO, 'ended', undefined, {});
  stream.send('spaces', 'statuses', undefined, { statuses: [] });
  await tab.until(message => message.say === 'event' && message.key === 3);
  const over = tab.heard.flatMap(each => each.say === 'over' ? [`${each.key} ${each.refused}`] : []);
  assert.equal(over.join(), '1 true,2 false');
  await end(stream, tab);
});
