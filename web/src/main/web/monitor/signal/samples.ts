// The last minutes of a stream, by number of sample.

/** Samples that never came: from (inclusive) to (exclusive). */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * A ring of the most recent samples of every lead. What never came is NaN, and remembered as a gap; what came but holds no
 * valid sample is NaN too, and no gap.
 */
export class SampleRing {
  readonly #leads: Float32Array[];
  readonly #capacity: number;
  #gaps: Gap[] = [];
  #begin = 0;
  #end = 0;
  #empty = true;

  constructor(leads: number, capacity: number) {
    this.#capacity = capacity;
    this.#leads = Array.from({ length: leads }, () => new Float32Array(capacity).fill(NaN));
  }

  /** Number of the oldest sample that is there. */
  get begin(): number {
    return this.#begin;
  }

  /** Number of the sample that comes next. */
  get end(): number {
    return this.#end;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  /**
   * Takes samples of every lead, the first having the number given. What was taken before is passed over; what is left out
   * in between becomes a gap. Returns the number of the first sample that was new.
   */
  append(first: number, leads: readonly Float32Array[]): number {
    const count = leads[0]?.length ?? 0;
    if (this.#empty) {
      this.#begin = first;
      this.#end = first;
      this.#empty = false;
    }
    if (first > this.#end) {
      this.#leaveOut(first);
    }
    const from = Math.max(first, this.#end);
    for (let lead = 0; lead < this.#leads.length; lead++) {
      const ring = this.#leads[lead];
      const values = leads[lead];
      for (let i = from; i < first + count; i++) {
        ring[i % this.#capacity] = values[i - first];
      }
    }
    this.#advance(Math.max(this.#end, first + count));
    return from;
  }

  /** Overwrites a sample that is there; for signals derived from another. */
  put(lead: number, sample: number, value: number): void {
    this.#leads[lead][sample % this.#capacity] = value;
  }

  /** Makes this as long as another ring, for a signal derived from it. */
  follow(other: SampleRing): void {
    this.#begin = other.#begin;
    this.#end = other.#end;
    this.#gaps = other.#gaps;
    this.#empty = other.#empty;
  }

  /** Millivolts, or NaN where there is no sample. */
  at(lead: number, sample: number): number {
    return sample >= this.#begin && sample < this.#end ? this.#leads[lead][sample % this.#capacity] : NaN;
  }

  /** How many of the samples [from, to) never came. */
  missing(from: number, to: number): number {
    return this.#gaps.reduce((sum, gap) => sum + Math.max(0, Math.min(to, gap.to) - Math.max(from, gap.from)), 0);
  }

  #leaveOut(until: number): void {
    this.#gaps.push({ from: this.#end, to: until });
    const from = Math.max(this.#end, until - this.#capacity);
    for (const ring of this.#leads) {
      for (let i = from; i < until; i++) {
        ring[i % this.#capacity] = NaN;
      }
    }
    this.#advance(until);
  }

  #advance(end: number): void {
    this.#end = end;
    this.#begin = Math.max(this.#begin, end - this.#capacity);
    if (this.#gaps.length > 0 && this.#gaps[0].to <= this.#begin) {
      this.#gaps = this.#gaps.filter(gap => gap.to > this.#begin);
    }
  }
}
