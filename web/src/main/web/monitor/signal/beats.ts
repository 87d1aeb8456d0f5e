// Finds heart beats as samples come: after J. Pan and W. J. Tompkins, "A Real-Time QRS Detection Algorithm", IEEE
// Transactions on Biomedical Engineering 32 (1985) 230-236, at any sampling frequency. For the monitor's readouts: not a
// diagnosis.

import { Filter, highPass, lowPass } from './filter.ts';

const REFRACTORY_SECONDS = 0.2;
const INTEGRATION_SECONDS = 0.15;
/** Within this after a beat, a slower deflection is a T wave. */
const T_WAVE_SECONDS = 0.36;
/** After so many of the usual intervals without a beat, a smaller peak is taken for the one missed. */
const MISSED_INTERVALS = 1.66;
const LEARNING_SECONDS = 2;
const RECENT_INTERVALS = 8;

interface Peak {
  readonly sample: number;
  readonly height: number;
  readonly slope: number;
}

export class BeatDetector {
  readonly #hertz: number;
  readonly #band: Filter;
  readonly #slopes: Float64Array;
  readonly #raw: Float64Array;
  readonly #banded = new Float64Array(5);
  #sample = 0;
  #started = -1;
  #integral = 0;
  #before = 0;
  #rising = false;

  #signalLevel = 0;
  #noiseLevel = 0;
  #learned: number[] = [];
  #lastBeat: Peak | null = null;
  #candidate: Peak | null = null;
  #intervals: number[] = [];

  constructor(samplingFrequencyHz: number) {
    this.#hertz = samplingFrequencyHz;
    this.#band = new Filter([
      highPass(5, Math.SQRT1_2, samplingFrequencyHz),
      lowPass(Math.min(15, 0.4 * samplingFrequencyHz), Math.SQRT1_2, samplingFrequencyHz),
    ]);
    this.#slopes = new Float64Array(Math.max(1, Math.round(INTEGRATION_SECONDS * samplingFrequencyHz)));
    this.#raw = new Float64Array(Math.ceil(1.5 * samplingFrequencyHz));
  }

  /** Takes the next sample, in millivolts; returns the number of the sample at the R peak of a beat just found, or null. */
  next(sample: number, millivolts: number): number | null {
    if (Number.isNaN(millivolts)) {
      this.#forget();
      return null;
    }
    if (this.#started < 0) {
      this.#started = sample;
    }
    this.#sample = sample;
    this.#raw[sample % this.#raw.length] = millivolts;
    const integral = this.#integrate(this.#band.next(millivolts));
    const peak = this.#peakBefore(integral);
    this.#before = integral;
    if (this.#isLearning()) {
      this.#learn(peak);
      return null;
    }
    return (peak === null ? null : this.#judge(peak)) ?? this.#searchBack();
  }

  /** Derivative, square and moving mean of the band-passed signal. */
  #integrate(value: number): number {
    const b = this.#banded;
    b.copyWithin(0, 1);
    b[4] = value;
    const slope = (2 * b[4] + b[3] - b[1] - 2 * b[0]) * this.#hertz / 8;
    const at = this.#sample % this.#slopes.length;
    this.#integral += slope * slope - this.#slopes[at];
    this.#slopes[at] = slope * slope;
    return Math.max(0, this.#integral) / this.#slopes.length;
  }

  /** The peak of the moving mean that has just been passed, if one was. */
  #peakBefore(integral: number): Peak | null {
    if (integral > this.#before) {
      this.#rising = true;
    } else if (integral < this.#before && this.#rising) {
      this.#rising = false;
      const slope = Math.sqrt(this.#slopes.reduce((most, each) => Math.max(most, each), 0));
      return { sample: this.#sample - 1, height: this.#before, slope };
    }
    return null;
  }

  #isLearning(): boolean {
    return this.#sample - this.#started < LEARNING_SECONDS * this.#hertz;
  }

  #learn(peak: Peak | null): void {
    if (peak !== null) {
      this.#learned.push(peak.height);
      this.#signalLevel = Math.max(...this.#learned) / 2;
      this.#noiseLevel = this.#learned.reduce((sum, each) => sum + each, 0) / this.#learned.length / 4;
    }
  }

  get #threshold(): number {
    return this.#noiseLevel + (this.#signalLevel - this.#noiseLevel) / 4;
  }

  #judge(peak: Peak): number | null {
    const since = this.#lastBeat === null ? Infinity : (peak.sample - this.#lastBeat.sample) / this.#hertz;
    if (since < REFRACTORY_SECONDS) {
      return null;
    }
    if (peak.height <= this.#threshold || peak.height <= 0) {
      this.#noiseLevel += (peak.height - this.#noiseLevel) / 8;
      this.#keepCandidate(peak);
      return null;
    }
    if (since < T_WAVE_SECONDS && this.#lastBeat !== null && peak.slope < this.#lastBeat.slope / 2) {
      this.#noiseLevel += (peak.height - this.#noiseLevel) / 8;
      return null;
    }
    this.#signalLevel += (peak.height - this.#signalLevel) / 8;
    return this.#accept(peak);
  }

  #keepCandidate(peak: Peak): void {
    if (this.#candidate === null || peak.height > this.#candidate.height) {
      this.#candidate = peak;
    }
  }

  /** Nothing for long: was the highest peak since the last beat one after all? */
  #searchBack(): number | null {
    if (this.#lastBeat === null || this.#intervals.length === 0 || this.#candidate === null) {
      return null;
    }
    const usual = this.#intervals.reduce((sum, each) => sum + each, 0) / this.#intervals.length;
    const missed = this.#sample - this.#lastBeat.sample > MISSED_INTERVALS * usual;
    const recent = this.#sample - this.#candidate.sample < this.#raw.length / 2;
    if (!missed || !recent || this.#candidate.height <= this.#threshold / 2) {
      return null;
    }
    this.#signalLevel += (this.#candidate.height - this.#signalLevel) / 4;
    return this.#accept(this.#candidate);
  }

  #accept(peak: Peak): number {
    if (this.#lastBeat !== null) {
      this.#intervals = [...this.#intervals, peak.sample - this.#lastBeat.sample].slice(-RECENT_INTERVALS);
    }
    this.#lastBeat = peak;
    this.#candidate = null;
    return this.#rPeak(peak.sample);
  }

  /**
   * The R peak is where the signal is furthest from its middle level, in the time that the moving mean and the filters look
   * back on.
   */
  #rPeak(detected: number): number {
    const back = Math.round((INTEGRATION_SECONDS + 0.11) * this.#hertz);
    const from = Math.max(this.#started, detected - back);
    const values: number[] = [];
    for (let i = from; i <= detected; i++) {
      values.push(this.#raw[i % this.#raw.length]);
    }
    const middle = [...values].sort((a, b) => a - b)[values.length >> 1];
    let furthest = 0;
    values.forEach((value, i) => {
      if (Math.abs(value - middle) > Math.abs(values[furthest] - middle)) {
        furthest = i;
      }
    });
    return from + furthest;
  }

  #forget(): void {
    this.#started = -1;
    this.#band.next(NaN);
    this.#slopes.fill(0);
    this.#banded.fill(0);
    this.#integral = 0;
    this.#before = 0;
    this.#rising = false;
    this.#learned = [];
    this.#lastBeat = null;
    this.#candidate = null;
    this.#intervals = [];
  }
}
