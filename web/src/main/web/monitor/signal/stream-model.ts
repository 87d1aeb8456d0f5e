// A stream as the monitor has it: its last minutes, filtered and raw, with beats. No DOM, no socket, no wall clock.

import { BeatDetector } from './beats.ts';
import { PlayoutClock } from './clock.ts';
import { design, Filter, type Band, type Mains } from './filter.ts';
import type { Frame } from './frame.ts';
import { BeatList, type Rate } from './rate.ts';
import { SampleRing, type Gap } from './samples.ts';

/** How far back one can scroll. */
export const MEMORY_SECONDS = 600;

/** How late a frame may be without being missed. */
export const JITTER_SECONDS = 0.3;

/** Alarms look at fewer beats than the readout, to be quicker. */
const ALARM_INTERVALS = 4;
/** Streams whose clocks agree this well are the same stream still running. */
const SAME_STREAM_MILLIS = 250;
/** For finding beats lead II is best, under whatever name. */
const RHYTHM_LEADS = ['II', 'MLII', 'ML II', 'ECG', 'ECG1'];

export class StreamModel {
  readonly leadNames: readonly string[];
  readonly samplingFrequencyHz: number;
  readonly clock: PlayoutClock;
  readonly beats: BeatList;

  readonly #raw: SampleRing;
  #filtered: SampleRing | null = null;
  #filters: Filter[] = [];
  readonly #rhythmLead: number;
  #detector: BeatDetector;
  #contiguousFrom: number | null = null;
  /** Added to a frame's sample numbers, so that they go on where a stream has begun anew. */
  #base = 0;
  #originMillis: number | null = null;

  constructor(leadNames: readonly string[], samplingFrequencyHz: number, framePeriodSeconds: number) {
    this.leadNames = leadNames;
    this.samplingFrequencyHz = samplingFrequencyHz;
    const capacity = Math.ceil((MEMORY_SECONDS + 5) * samplingFrequencyHz);
    this.#raw = new SampleRing(leadNames.length, capacity);
    this.clock = new PlayoutClock(framePeriodSeconds + JITTER_SECONDS);
    this.beats = new BeatList(samplingFrequencyHz);
    const preferred = RHYTHM_LEADS.map(name => leadNames.indexOf(name)).find(lead => lead >= 0);
    this.#rhythmLead = preferred ?? 0;
    this.#detector = new BeatDetector(samplingFrequencyHz);
  }

  /** What is shown: filtered, if a filter is on. */
  get shown(): SampleRing {
    return this.#filtered ?? this.#raw;
  }

  get raw(): SampleRing {
    return this.#raw;
  }

  get gaps(): readonly Gap[] {
    return this.#raw.gaps;
  }

  /** Seconds of the stream, of which there are samples: from and to. */
  get beginSeconds(): number {
    return this.#raw.begin / this.samplingFrequencyHz;
  }

  get endSeconds(): number {
    return this.#raw.end / this.samplingFrequencyHz;
  }

  /** When a sample was taken, milliseconds since 1970; null before there is any. */
  wallMillis(sample: number): number | null {
    return this.#originMillis === null
      ? null
      : this.#originMillis + 1000 * (sample - this.#base) / this.samplingFrequencyHz;
  }

  /** Takes a frame; returns how many samples before it are missing. Times are those of one and the same clock, seconds. */
  take(frame: Frame, nowSeconds: number): number {
    const first = this.#place(frame);
    const end = this.#raw.end;
    const isFirst = this.#originMillis === null;
    this.#originMillis = frame.timestampMillis - 1000 * frame.firstSample / frame.samplingFrequencyHz;
    const missing = isFirst ? 0 : Math.max(0, first - end);
    const silent = new Float32Array(frame.samples).fill(NaN);
    const leads = this.leadNames.map((_, lead) => frame.leads.get(lead) ?? silent);
    const from = this.#raw.append(first, leads);
    const changedFrom = Math.max(this.#raw.begin, missing > 0 ? end : from);
    this.#follow(changedFrom);
    this.#findBeats(changedFrom);
    this.clock.heard(this.endSeconds, nowSeconds);
    return missing;
  }

  /** The connection is a new one: frames may take longer now, or less. */
  reconnected(): void {
    this.clock.restart();
  }

  /** Where a frame belongs. One that begins again from 0 is a stream started anew: time went on meanwhile. */
  #place(frame: Frame): number {
    if (this.#originMillis === null) {
      return frame.firstSample;
    }
    const origin = frame.timestampMillis - 1000 * frame.firstSample / frame.samplingFrequencyHz;
    const moved = origin - this.#originMillis;
    if (Math.abs(moved) > SAME_STREAM_MILLIS) {
      const byClock = this.#base + Math.round(moved * this.samplingFrequencyHz / 1000);
      this.#base = Math.max(byClock, this.#raw.end - frame.firstSample);
    }
    return frame.firstSample + this.#base;
  }

  filter(band: Band, mains: Mains): void {
    const sections = design(band, mains, this.samplingFrequencyHz);
    if (sections.length === 0) {
      this.#filtered = null;
      this.#filters = [];
      return;
    }
    const capacity = Math.ceil((MEMORY_SECONDS + 5) * this.samplingFrequencyHz);
    this.#filtered ??= new SampleRing(this.leadNames.length, capacity);
    this.#filters = this.leadNames.map(() => new Filter(sections));
    this.#follow(this.#raw.begin);
  }

  #follow(from: number): void {
    const filtered = this.#filtered;
    if (filtered === null) {
      return;
    }
    filtered.follow(this.#raw);
    this.#filters.forEach((filter, lead) => {
      for (let sample = from; sample < this.#raw.end; sample++) {
        filtered.put(lead, sample, filter.next(this.#raw.at(lead, sample)));
      }
    });
  }

  #findBeats(from: number): void {
    for (let sample = from; sample < this.#raw.end; sample++) {
      const value = this.#raw.at(this.#rhythmLead, sample);
      if (Number.isNaN(value)) {
        this.#contiguousFrom = null;
      } else {
        this.#contiguousFrom ??= sample;
      }
      const beat = this.#detector.next(sample, value);
      if (beat !== null) {
        this.beats.add(beat, this.#raw.begin);
      }
    }
  }

  /** The heart rate now, over the signal that is there without a break. */
  get rate(): Rate | null {
    return this.#contiguousFrom === null ? null : this.beats.rateAt(this.#raw.end, this.#contiguousFrom);
  }

  get alarmBpm(): number | null {
    return this.#contiguousFrom === null
      ? null
      : this.beats.rateAt(this.#raw.end, this.#contiguousFrom, ALARM_INTERVALS)?.bpm ?? null;
  }

  /** Since the last beat, or since the signal came, whichever is later; null while there is none. */
  get secondsWithoutBeat(): number | null {
    if (this.#contiguousFrom === null) {
      return null;
    }
    const since = Math.max(this.#contiguousFrom, this.beats.samples.at(-1) ?? 0);
    return (this.#raw.end - since) / this.samplingFrequencyHz;
  }

  /**
   * How much of the last seconds is there and valid, 0 to 1, in the lead that beats are found in; null before that long has
   * been watched.
   */
  quality(seconds: number): number | null {
    const count = Math.round(seconds * this.samplingFrequencyHz);
    const from = this.#raw.end - count;
    if (from < this.#raw.begin || count === 0) {
      return null;
    }
    let valid = 0;
    for (let sample = from; sample < this.#raw.end; sample++) {
      valid += Number.isNaN(this.#raw.at(this.#rhythmLead, sample)) ? 0 : 1;
    }
    return valid / count;
  }

  /** The highest and the lowest of what is shown of a lead within some seconds, as distances from 0 mV. */
  extent(lead: number, fromSeconds: number, toSeconds: number): { peak: number; dip: number } {
    let peak = 0;
    let dip = 0;
    const to = Math.floor(toSeconds * this.samplingFrequencyHz);
    for (let sample = Math.ceil(fromSeconds * this.samplingFrequencyHz); sample < to; sample++) {
      const value = this.shown.at(lead, sample);
      peak = value > peak ? value : peak;
      dip = -value > dip ? -value : dip;
    }
    return { peak, dip };
  }
}
