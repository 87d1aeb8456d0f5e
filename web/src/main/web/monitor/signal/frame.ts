// Reads binary frames: docs/ecg-binary-frame.md.

export interface Frame {
  /** Number of the frame, modulo 2³². */
  readonly seq: number;
  /** Number of the first sample since the stream began. */
  readonly firstSample: number;
  /** When the first sample was taken, milliseconds since 1970. */
  readonly timestampMillis: number;
  readonly samplingFrequencyHz: number;
  readonly samples: number;
  /** Millivolts by the lead's place in the stream's list of leads; NaN where there is no valid sample. */
  readonly leads: ReadonlyMap<number, Float32Array>;
}

const VERSION = 1;
const HEADER_BYTES = 38;
const NO_FIRST_SAMPLE = -2147483648;
const NO_SAMPLE = -32768;
const WHOLE_SAMPLE_FOLLOWS = -32767;
const NANOVOLTS_PER_MILLIVOLT = 1e6;

/** Decodes a message; throws a RangeError if it is cut short or none that is known. */
export function decodeFrame(message: ArrayBuffer): Frame {
  const view = new DataView(message);
  if (view.getUint8(0) !== VERSION || view.getUint8(1) !== 0) {
    throw new RangeError('a frame of an unknown version or with unknown flags');
  }
  const samples = view.getUint16(2, true);
  const millivolts = view.getUint32(32, true) / NANOVOLTS_PER_MILLIVOLT;
  const leads = new Map<number, Float32Array>();
  let at = HEADER_BYTES;
  for (let left = view.getUint16(36, true); left > 0; left--) {
    const values = new Float32Array(samples);
    const lead = view.getUint16(at, true);
    at = decodeLead(view, at + 2, values, millivolts);
    leads.set(lead, values);
  }
  return {
    seq: view.getUint32(4, true),
    firstSample: Number(view.getBigUint64(8, true)),
    timestampMillis: Number(view.getBigInt64(16, true)),
    samplingFrequencyHz: view.getFloat64(24, true),
    samples,
    leads,
  };
}

/** Decodes a lead's samples from an offset on; returns the offset after them. */
function decodeLead(view: DataView, from: number, values: Float32Array, millivolts: number): number {
  let at = from + 4;
  let last = view.getInt32(from, true);
  if (last === NO_FIRST_SAMPLE) {
    values[0] = NaN;
    last = 0;
  } else {
    values[0] = last * millivolts;
  }
  for (let i = 1; i < values.length; i++) {
    const code = view.getInt16(at, true);
    at += 2;
    if (code === NO_SAMPLE) {
      values[i] = NaN;
      continue;
    }
    if (code === WHOLE_SAMPLE_FOLLOWS) {
      last = view.getInt32(at, true);
      at += 4;
    } else {
      last += code;
    }
    values[i] = last * millivolts;
  }
  return at;
}
