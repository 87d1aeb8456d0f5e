// Heart rate from beats.

/** The heart rate is that of so many recent intervals. */
const INTERVALS = 8;
/** Without a beat for longer than this there is no rate to speak of. */
const STALE_SECONDS = 4;

export interface Rate {
  /** Beats a minute. */
  readonly bpm: number;
  /** The interval between the last two beats, milliseconds. */
  readonly rrMillis: number;
}

/** Beats in the order they came, as far back as they can be looked at. */
export class BeatList {
  readonly #hertz: number;
  #samples: number[] = [];

  constructor(samplingFrequencyHz: number) {
    this.#hertz = samplingFrequencyHz;
  }

  get samples(): readonly number[] {
    return this.#samples;
  }

  /** Takes a beat; those before sample `oldest` are no longer of interest. */
  add(sample: number, oldest: number): void {
    if (sample <= (this.#samples.at(-1) ?? -Infinity)) {
      return;
    }
    this.#samples.push(sample);
    if (this.#samples[0] < oldest) {
      this.#samples = this.#samples.filter(each => each >= oldest);
    }
  }

  /** Those within [from, to). */
  between(from: number, to: number): number[] {
    return this.#samples.slice(this.#firstFrom(from), this.#firstFrom(to));
  }

  /** The last one at or before a sample; null if there is none. */
  lastBefore(sample: number): number | null {
    return this.#samples[this.#firstFrom(sample + 1) - 1] ?? null;
  }

  /**
   * The rate as it was at a sample, over beats that nothing missing lies between: `contiguousFrom` is where the signal that
   * is there without a break begins. Null when there are too few, or the last one is long past.
   */
  rateAt(sample: number, contiguousFrom: number, intervals = INTERVALS): Rate | null {
    const end = this.#firstFrom(sample + 1);
    const recent = this.#samples.slice(Math.max(0, end - intervals - 1), end).filter(each => each >= contiguousFrom);
    const last = recent.at(-1);
    if (recent.length < 3 || last === undefined || (sample - last) / this.#hertz > STALE_SECONDS) {
      return null;
    }
    const meanSeconds = (last - recent[0]) / (recent.length - 1) / this.#hertz;
    return { bpm: 60 / meanSeconds, rrMillis: 1000 * (last - recent.at(-2)!) / this.#hertz };
  }

  #firstFrom(sample: number): number {
    let low = 0;
    let high = this.#samples.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#samples[middle] < sample) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
