import type { Frame } from '../../../main/web/monitor/signal/frame.ts';
import { StreamModel } from '../../../main/web/monitor/signal/stream-model.ts';
import { assert, close, ecgAt } from './support.ts';

const HERTZ = 250;
const PER_FRAME = 25;
const R_PEAKS = Array.from({ length: 400 }, (_, i) => i * 0.8);

/** Frame k of a stream that began at a moment of the wall clock. */
function frame(k: number, beganMillis = 0, value: (sample: number) => number = sample => ecgAt(sample / HERTZ, R_PEAKS)): Frame {
  const first = k * PER_FRAME;
  const samples = Float32Array.from({ length: PER_FRAME }, (_, i) => value(first + i));
  return {
    seq: k, firstSample: first, timestampMillis: beganMillis + 1000 * first / HERTZ, samplingFrequencyHz: HERTZ,
    samples: PER_FRAME, leads: new Map([[0, samples]]),
  };
}

function played(frames: number): StreamModel {
  const model = new StreamModel(['II'], HERTZ, 0.1);
  for (let k = 0; k < frames; k++) {
    model.take(frame(k), k / 10);
  }
  return model;
}

Deno.test('reads rate, interval and quality off a signal', () => {
  const model = played(200);
  close(model.rate!.bpm, 75, 0.5);
  close(model.rate!.rrMillis, 800, 8);
  assert.equal(model.quality(10), 1);
  assert.ok(model.secondsWithoutBeat! < 1.2);
});

Deno.test('lost frames are a gap of their length, and lower the quality', () => {
  const model = played(100);
  const missing = model.take(frame(120), 12);

  assert.equal(missing, 20 * PER_FRAME);
  assert.deepEqual(model.gaps, [{ from: 2500, to: 3000 }]);
  close(model.quality(10)!, 0.8, 0.02);
  assert.equal(model.rate, null);
});

Deno.test('a stream that begins anew goes on where the wall clock says, with what came before', () => {
  const model = played(100);
  model.reconnected();
  const missing = model.take(frame(0, 15_000), 15);

  assert.equal(missing, 5 * HERTZ);
  close(model.endSeconds, 15.1, 1e-9);
  close(model.wallMillis(model.raw.end)!, 15_100, 1e-6);
  assert.equal(model.take(frame(1, 15_000), 15.1), 0);
  assert.ok(!Number.isNaN(model.raw.at(0, 100)));
});

Deno.test('a stream that begins anew before its end by the wall clock is put after it', () => {
  const model = played(100);
  const missing = model.take(frame(0, 3_000), 11);
  assert.equal(missing, 0);
  close(model.endSeconds, 10.1, 1e-9);
});

Deno.test('a filter applies to what is there and to what comes, and can be taken off', () => {
  const model = new StreamModel(['II'], HERTZ, 0.1);
  model.take(frame(0, 0, () => 2), 0);
  model.filter('monitor', 0);
  model.take(frame(1, 0, () => 2), 0.1);

  close(model.shown.at(0, 10), 0, 1e-6);
  close(model.shown.at(0, 40), 0, 1e-6);
  close(model.raw.at(0, 40), 2, 1e-6);
  model.filter('off', 0);
  close(model.shown.at(0, 40), 2, 1e-6);
});

Deno.test('no beat for long is told in seconds since the last one', () => {
  const model = new StreamModel(['II'], HERTZ, 0.1);
  for (let k = 0; k < 160; k++) {
    model.take(frame(k, 0, sample => sample < 2500 ? ecgAt(sample / HERTZ, R_PEAKS) : 0), k / 10);
  }
  assert.ok(model.secondsWithoutBeat! > 5 && model.secondsWithoutBeat! < 7.5, String(model.secondsWithoutBeat));
  assert.equal(model.rate, null);
});

Deno.test('a lead that a frame leaves out, or has no samples of, is not a gap', () => {
  const model = new StreamModel(['V1', 'II'], HERTZ, 0.1);
  model.take(frame(0), 0);
  assert.deepEqual(model.gaps, []);
  assert.ok(Number.isNaN(model.raw.at(1, 3)));
  assert.equal(model.secondsWithoutBeat, null);
});
