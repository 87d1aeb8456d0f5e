// Filters as monitors offer them: second-order sections, designed by the bilinear transform with prewarping (the formulas
// of R. Bristow-Johnson's Audio EQ Cookbook, with Butterworth's quality factors).

/** A second-order section, normalised so that a0 is 1. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

export const BANDS = ['off', 'monitor', 'st', 'diagnostic'] as const;
export type Band = (typeof BANDS)[number];

/** From and to, in Hz. */
export const BAND_LIMITS: Record<Exclude<Band, 'off'>, readonly [number, number]> = {
  monitor: [0.5, 40],
  st: [0.05, 40],
  diagnostic: [0.05, 150],
};

export const MAINS = [0, 50, 60] as const;
/** Hz, or 0 for none. */
export type Mains = (typeof MAINS)[number];

const BUTTERWORTH_2 = [Math.SQRT1_2];
const BUTTERWORTH_4 = [0.541196100146197, 1.3065629648763764];
/** The notch is 2 Hz wide at 60 Hz: narrow enough to leave the QRS complex alone. */
const NOTCH_QUALITY = 30;
/** How much of the Nyquist frequency a low-pass may reach. */
const USABLE = 0.9;

/** Whether a band makes sense at a sampling frequency: its upper limit has to be below the signal's own. */
export function isPossible(band: Band, samplingFrequencyHz: number): boolean {
  return band === 'off' || BAND_LIMITS[band][1] <= USABLE * samplingFrequencyHz / 2;
}

export function isNotchPossible(mains: Mains, samplingFrequencyHz: number): boolean {
  return mains < 0.98 * samplingFrequencyHz / 2;
}

/** The sections of a filter, in order; none for a band or notch that is off, or not possible here. */
export function design(band: Band, mains: Mains, samplingFrequencyHz: number): Biquad[] {
  const sections: Biquad[] = [];
  if (band !== 'off' && isPossible(band, samplingFrequencyHz)) {
    const [from, to] = BAND_LIMITS[band];
    sections.push(...BUTTERWORTH_2.map(quality => highPass(from, quality, samplingFrequencyHz)));
    sections.push(...BUTTERWORTH_4.map(quality => lowPass(to, quality, samplingFrequencyHz)));
  }
  if (mains !== 0 && isNotchPossible(mains, samplingFrequencyHz)) {
    sections.push(notch(mains, NOTCH_QUALITY, samplingFrequencyHz));
  }
  return sections;
}

export function lowPass(cutoffHz: number, quality: number, samplingFrequencyHz: number): Biquad {
  const { cos, alpha } = warp(cutoffHz, quality, samplingFrequencyHz);
  return section((1 - cos) / 2, 1 - cos, (1 - cos) / 2, cos, alpha);
}

export function highPass(cutoffHz: number, quality: number, samplingFrequencyHz: number): Biquad {
  const { cos, alpha } = warp(cutoffHz, quality, samplingFrequencyHz);
  return section((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, cos, alpha);
}

export function notch(centreHz: number, quality: number, samplingFrequencyHz: number): Biquad {
  const { cos, alpha } = warp(centreHz, quality, samplingFrequencyHz);
  return section(1, -2 * cos, 1, cos, alpha);
}

function warp(hertz: number, quality: number, samplingFrequencyHz: number): { cos: number; alpha: number } {
  const angle = 2 * Math.PI * hertz / samplingFrequencyHz;
  return { cos: Math.cos(angle), alpha: Math.sin(angle) / (2 * quality) };
}

function section(b0: number, b1: number, b2: number, cos: number, alpha: number): Biquad {
  const a0 = 1 + alpha;
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: -2 * cos / a0, a2: (1 - alpha) / a0 };
}

/** How much a filter leaves of a frequency, as a factor on its amplitude. */
export function gainAt(sections: readonly Biquad[], hertz: number, samplingFrequencyHz: number): number {
  const w = 2 * Math.PI * hertz / samplingFrequencyHz;
  return sections.reduce((gain, { b0, b1, b2, a1, a2 }) => {
    const magnitude = (c0: number, c1: number, c2: number) =>
      Math.hypot(c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w), c1 * Math.sin(w) + c2 * Math.sin(2 * w));
    return gain * magnitude(b0, b1, b2) / magnitude(1, a1, a2);
  }, 1);
}

/**
 * Sections at work on one lead (transposed direct form II). The first sample, and the first after a pause, is taken for
 * what was there for ever, so that a baseline far from zero does not ring.
 */
export class Filter {
  readonly #sections: readonly Biquad[];
  readonly #state: Float64Array;
  #settled = false;

  constructor(sections: readonly Biquad[]) {
    this.#sections = sections;
    this.#state = new Float64Array(2 * sections.length);
  }

  /** The next sample filtered; NaN, where there is none, gives NaN and makes the filter begin anew. */
  next(sample: number): number {
    if (Number.isNaN(sample)) {
      this.#settled = false;
      return NaN;
    }
    if (!this.#settled) {
      this.#settle(sample);
    }
    let value = sample;
    for (let i = 0; i < this.#sections.length; i++) {
      const { b0, b1, b2, a1, a2 } = this.#sections[i];
      const out = b0 * value + this.#state[2 * i];
      this.#state[2 * i] = b1 * value - a1 * out + this.#state[2 * i + 1];
      this.#state[2 * i + 1] = b2 * value - a2 * out;
      value = out;
    }
    return value;
  }

  #settle(sample: number): void {
    let level = sample;
    this.#sections.forEach(({ b0, b1, b2, a1, a2 }, i) => {
      const out = level * (b0 + b1 + b2) / (1 + a1 + a2);
      this.#state[2 * i + 1] = b2 * level - a2 * out;
      this.#state[2 * i] = b1 * level - a1 * out + this.#state[2 * i + 1];
      level = out;
    });
    this.#settled = true;
  }
}
