// One stream being watched: its connection and its signal, and what is to be told of them.

import { notify } from '../core/announce.ts';
import { number } from '../core/i18n.ts';
import { FRAME_PERIOD_MILLIS, StreamConnection, type ConnectionState } from './connection.ts';
import { monitorMessages } from './messages.ts';
import type { Band, Mains } from './signal/filter.ts';
import type { Frame } from './signal/frame.ts';
import { StreamModel } from './signal/stream-model.ts';
import type { Stream } from './streams.ts';

/** Without data for so long what was read off them is of the past. */
const STALE_SECONDS = 2;
const NOTABLE_LOSS_SECONDS = 0.3;
const LOSS_PERIOD_MILLIS = 10_000;

export class Watch {
  /** What has come so far; null before the first connection stands. */
  model: StreamModel | null = null;
  state: ConnectionState = { is: 'connecting' };

  readonly #connection: StreamConnection;
  readonly #changed: () => void;
  #filter: readonly [Band, Mains];
  #isBack = false;
  #lossTold = -Infinity;

  /** Watches until it is closed; calls back when the connection's state or the signal's kind has changed. */
  constructor(stream: Stream, filter: readonly [Band, Mains], changed: () => void) {
    this.#filter = filter;
    this.#changed = changed;
    this.#connection = new StreamConnection(stream.id, stream.leads.map(lead => lead.name), {
      onBegin: (leads, hertz) => this.#begin(leads, hertz),
      onFrame: frame => this.#take(frame),
      onLost: frames => notify(monitorMessages().state.slow(frames)),
      onState: state => {
        this.state = state;
        changed();
      },
    });
  }

  close(): void {
    this.#connection.close();
  }

  filter(band: Band, mains: Mains): void {
    this.#filter = [band, mains];
    this.model?.filter(band, mains);
  }

  /** The moment of the stream that is due to be seen now, if it is there, else the last that is; null before any is. */
  get nowSeconds(): number | null {
    const due = this.#dueSeconds;
    return due === null ? null : Math.min(due, this.model!.endSeconds);
  }

  /** For how long nothing has come that should have. */
  get lateSeconds(): number {
    const due = this.#dueSeconds;
    return due === null ? 0 : Math.max(0, due - this.model!.endSeconds);
  }

  /** Whether what is read off the signal is of now. */
  get isFresh(): boolean {
    return this.model !== null && this.state.is === 'live' && this.lateSeconds < STALE_SECONDS;
  }

  get #dueSeconds(): number | null {
    return this.model?.clock.at(performance.now() / 1000) ?? null;
  }

  #begin(leads: readonly string[], hertz: number): void {
    const known = this.model;
    if (known !== null && known.samplingFrequencyHz === hertz && known.leadNames.join() === leads.join()) {
      known.reconnected();
      this.#isBack = true;
      return;
    }
    this.model = new StreamModel(leads, hertz, FRAME_PERIOD_MILLIS / 1000);
    this.model.filter(...this.#filter);
    this.#changed();
  }

  #take(frame: Frame): void {
    const model = this.model;
    if (model !== null) {
      const missing = model.take(frame, performance.now() / 1000) / model.samplingFrequencyHz;
      if (missing > 0) {
        this.#tellLoss(missing);
      }
      this.#isBack = false;
    }
  }

  /** On the paper every gap is marked; beside it one is told, and not again and again. */
  #tellLoss(seconds: number): void {
    const now = performance.now();
    const m = monitorMessages().state;
    if (this.#isBack) {
      notify(m.back(number(seconds, 1)));
    } else if (seconds >= NOTABLE_LOSS_SECONDS && now - this.#lossTold > LOSS_PERIOD_MILLIS) {
      notify(m.lost(number(seconds, 1)));
      this.#lossTold = now;
    }
  }
}
