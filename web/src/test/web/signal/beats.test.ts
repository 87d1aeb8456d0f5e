import { BeatDetector } from '../../../main/web/monitor/signal/beats.ts';
import { BeatList } from '../../../main/web/monitor/signal/rate.ts';
import { assert, close, ecgAt, noise } from './support.ts';

interface Case {
  readonly hertz: number;
  readonly bpm: number;
  readonly amplitude?: number;
  readonly noise?: number;
  readonly wander?: number;
}

function peaks(bpm: number, seconds: number): number[] {
  return Array.from({ length: Math.floor(seconds * bpm / 60) }, (_, i) => 0.4 + i * 60 / bpm);
}

function detect({ hertz, bpm, amplitude = 1, noise: level = 0, wander = 0 }: Case, seconds = 30) {
  const chance = noise(11);
  const rPeaks = peaks(bpm, seconds);
  const detector = new BeatDetector(hertz);
  const found: number[] = [];
  for (let i = 0; i < seconds * hertz; i++) {
    const value = ecgAt(i / hertz, rPeaks, amplitude) + level * chance() + wander * Math.sin(2 * Math.PI * 0.25 * i / hertz);
    const beat = detector.next(i, value);
    if (beat !== null) {
      found.push(beat / hertz);
    }
  }
  return { rPeaks, found };
}

Deno.test('finds every beat, once, at its R peak', () => {
  const cases: Case[] = [
    { hertz: 125, bpm: 72 }, { hertz: 250, bpm: 40 }, { hertz: 360, bpm: 60, noise: 0.05, wander: 0.3 },
    { hertz: 500, bpm: 150 }, { hertz: 1000, bpm: 90, amplitude: 0.3 }, { hertz: 500, bpm: 72, amplitude: -1 },
    { hertz: 500, bpm: 200 },
  ];
  for (const each of cases) {
    const { rPeaks, found } = detect(each);
    const wanted = rPeaks.filter(peak => peak > 3 && peak < 29);
    const got = found.filter(beat => beat > wanted[0] - 0.1 && beat < wanted.at(-1)! + 0.1);
    assert.equal(got.length, wanted.length, `${JSON.stringify(each)}: ${got.length} of ${wanted.length} beats`);
    wanted.forEach((peak, i) => close(got[i], peak, 0.012, `${JSON.stringify(each)} R peak`));
  }
});

Deno.test('finds a beat soon enough to be marked where it is drawn', () => {
  const hertz = 500;
  const rPeaks = peaks(72, 20);
  const detector = new BeatDetector(hertz);
  for (let i = 0; i < 20 * hertz; i++) {
    const beat = detector.next(i, ecgAt(i / hertz, rPeaks));
    if (beat !== null) {
      assert.ok((i - beat) / hertz < 0.35, `found ${(i - beat) / hertz} s late`);
    }
  }
});

Deno.test('finds nothing in a flat line, nor in what is missing', () => {
  const flat = new BeatDetector(250);
  const missing = new BeatDetector(250);
  for (let i = 0; i < 5000; i++) {
    assert.equal(flat.next(i, 0.2), null);
    assert.equal(missing.next(i, NaN), null);
  }
});

Deno.test('goes on after a gap', () => {
  const hertz = 250;
  const rPeaks = peaks(60, 40);
  const detector = new BeatDetector(hertz);
  const found: number[] = [];
  for (let i = 0; i < 40 * hertz; i++) {
    const seconds = i / hertz;
    const beat = detector.next(i, seconds > 15 && seconds < 20 ? NaN : ecgAt(seconds, rPeaks));
    if (beat !== null) {
      found.push(beat / hertz);
    }
  }
  assert.ok(!found.some(beat => beat > 15 && beat < 20));
  assert.equal(found.filter(beat => beat > 23 && beat < 39).length, rPeaks.filter(peak => peak > 23 && peak < 39).length);
});

Deno.test('the rate is that of the recent beats, and unknown without any', () => {
  const beats = new BeatList(100);
  assert.equal(beats.rateAt(0, 0), null);
  [0, 100, 200, 280].forEach(beat => beats.add(beat, 0));

  const rate = beats.rateAt(300, 0)!;
  close(rate.bpm, 60 / (2.8 / 3), 1e-9);
  close(rate.rrMillis, 800, 1e-9);
  assert.equal(beats.rateAt(1000, 0), null);
  assert.equal(beats.rateAt(300, 150), null);
  assert.deepEqual(beats.between(100, 280), [100, 200]);
  assert.equal(beats.lastBefore(199), 100);
  beats.add(380, 250);
  assert.deepEqual(beats.samples, [280, 380]);
});
