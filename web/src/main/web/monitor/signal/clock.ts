// Which moment of the stream is shown at which moment of the wall: by the sample clock, whenever frames arrive.

/** Frames arrive early or late; the least delayed of so many seconds tells where the stream is. */
const MEMORY_SECONDS = 10;

/** The clock follows by so much a second at most: two in a hundred are not seen. */
const SLEW = 0.02;

/** Further off than this, following would take too long. */
const JUMP_SECONDS = 1;

/**
 * A playout clock. It keeps a constant delay behind the stream, so that frames which come late, by less than the delay, are
 * there when they are due.
 */
export class PlayoutClock {
  readonly #delaySeconds: number;
  /** By second of arrival: the greatest lead of stream time over wall time. */
  #leads: { second: number; lead: number }[] = [];
  #offset: number | null = null;
  #asked = 0;
  #shown = -Infinity;

  constructor(delaySeconds: number) {
    this.#delaySeconds = delaySeconds;
  }

  /** Samples have arrived; the last of them was taken at `streamSeconds`. */
  heard(streamSeconds: number, nowSeconds: number): void {
    const second = Math.floor(nowSeconds);
    const lead = streamSeconds - nowSeconds;
    const last = this.#leads.at(-1);
    if (last?.second === second) {
      last.lead = Math.max(last.lead, lead);
    } else {
      this.#leads.push({ second, lead });
      this.#leads = this.#leads.filter(each => each.second > second - MEMORY_SECONDS);
    }
    if (this.#offset === null) {
      this.#offset = this.#target();
      this.#asked = nowSeconds;
    }
  }

  /** The moment of the stream to show, in its seconds; null before anything was heard. It never goes back. */
  at(nowSeconds: number): number | null {
    if (this.#offset === null) {
      return null;
    }
    const target = this.#target();
    const off = target - this.#offset;
    const most = SLEW * Math.max(0, nowSeconds - this.#asked);
    this.#offset = Math.abs(off) > JUMP_SECONDS ? target : this.#offset + Math.min(most, Math.max(-most, off));
    this.#asked = nowSeconds;
    this.#shown = Math.max(this.#shown, nowSeconds + this.#offset);
    return this.#shown;
  }

  /** Forgets all it has heard: the connection is a new one. */
  restart(): void {
    this.#leads = [];
    this.#offset = null;
    this.#shown = -Infinity;
  }

  #target(): number {
    return Math.max(...this.#leads.map(each => each.lead)) - this.#delaySeconds;
  }
}
