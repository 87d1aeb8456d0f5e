import { design, Filter, gainAt, highPass, isNotchPossible, isPossible, lowPass, notch } from '../../../main/web/monitor/signal/filter.ts';
import { assert, close } from './support.ts';

Deno.test('coefficients are those of the bilinear transform', () => {
  // Butterworth, second order, 40 Hz at 500 Hz, computed from H(s) = 1 / (s² + √2 s + 1) with s = (1 − z⁻¹) / (k (1 + z⁻¹)).
  const k = Math.tan(Math.PI * 40 / 500);
  const a0 = 1 + Math.SQRT2 * k + k * k;
  const section = lowPass(40, Math.SQRT1_2, 500);
  close(section.b0, k * k / a0, 1e-12);
  close(section.b1, 2 * k * k / a0, 1e-12);
  close(section.a1, 2 * (k * k - 1) / a0, 1e-12);
  close(section.a2, (1 - Math.SQRT2 * k + k * k) / a0, 1e-12);
});

Deno.test('limits lie at half power, whatever the sampling frequency', () => {
  for (const hertz of [125, 250, 360, 500, 1000]) {
    const sections = design('monitor', 0, hertz);
    close(gainAt(sections, 40, hertz), Math.SQRT1_2, 0.001, `40 Hz at ${hertz} Hz:`);
    close(gainAt(sections, 0.5, hertz), Math.SQRT1_2, 0.001, `0.5 Hz at ${hertz} Hz:`);
    close(gainAt(sections, 5, hertz), 1, 0.001);
    assert.equal(gainAt([highPass(0.5, Math.SQRT1_2, hertz)], 0, hertz), 0);
  }
});

Deno.test('the notch takes mains out and leaves the rest', () => {
  for (const mains of [50, 60] as const) {
    const sections = design('off', mains, 500);
    close(gainAt(sections, mains, 500), 0, 1e-9);
    assert.ok(gainAt(sections, mains - 5, 500) > 0.95);
    assert.ok(gainAt(sections, 15, 500) > 0.999);
  }
});

Deno.test('what the sampling does not allow is not offered', () => {
  assert.equal(isPossible('diagnostic', 250), false);
  assert.equal(isPossible('diagnostic', 360), true);
  assert.equal(isPossible('monitor', 125), true);
  assert.equal(isNotchPossible(60, 125), true);
  assert.equal(isNotchPossible(60, 100), false);
  assert.deepEqual(design('diagnostic', 60, 100), []);
});

Deno.test('a filter does to a sine what its gain says', () => {
  const hertz = 500;
  const sections = design('monitor', 50, hertz);
  for (const frequency of [1, 10, 30, 50, 80]) {
    const filter = new Filter(sections);
    let peak = 0;
    for (let i = 0; i < 20 * hertz; i++) {
      const out = filter.next(Math.sin(2 * Math.PI * frequency * i / hertz));
      peak = i > 15 * hertz ? Math.max(peak, Math.abs(out)) : peak;
    }
    close(peak, gainAt(sections, frequency, hertz), 0.01, `${frequency} Hz:`);
  }
});

Deno.test('a baseline far from zero does not ring, at the beginning or after a gap', () => {
  const filter = new Filter(design('st', 50, 250));
  for (let i = 0; i < 1000; i++) {
    close(filter.next(3.7), 0, 1e-9);
  }
  assert.ok(Number.isNaN(filter.next(NaN)));
  for (let i = 0; i < 1000; i++) {
    close(filter.next(-2), 0, 1e-9);
  }
  const low = new Filter([lowPass(40, Math.SQRT1_2, 250), notch(50, 30, 250)]);
  close(low.next(1.5), 1.5, 1e-9);
});
