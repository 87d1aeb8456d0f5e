// What the tests share.

export const assert = {
  ok(holds: boolean, what = 'does not hold'): void {
    if (!holds) {
      throw new Error(what);
    }
  },

  equal<T>(actual: T, expected: T, what = ''): void {
    assert.ok(Object.is(actual, expected), `${what} is ${String(actual)}, not ${String(expected)}`);
  },

  notEqual<T>(actual: T, unexpected: T): void {
    assert.ok(!Object.is(actual, unexpected), `is ${String(actual)}`);
  },

  /** Equal as JSON. */
  deepEqual<T>(actual: T, expected: T): void {
    assert.equal(JSON.stringify(actual), JSON.stringify(expected));
  },

  throws(act: () => unknown, kind: new () => Error): void {
    try {
      act();
    } catch (error) {
      assert.ok(error instanceof kind, `threw ${String(error)}`);
      return;
    }
    throw new Error(`threw no ${kind.name}`);
  },
};

export function close(actual: number, expected: number, tolerance: number, what = ''): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} ${actual} is not within ${tolerance} of ${expected}`);
}

/** A plausible ECG: P, QRS and T as Gaussians around given R peaks, in seconds; millivolts at a moment. */
export function ecgAt(seconds: number, rPeaks: readonly number[], amplitude = 1): number {
  const waves = [[-0.17, 0.025, 0.12], [-0.025, 0.01, -0.12], [0, 0.011, 1], [0.027, 0.01, -0.25], [0.27, 0.05, 0.28]];
  return rPeaks.filter(peak => Math.abs(peak - seconds) < 1).reduce((sum, peak) =>
    sum + waves.reduce((wave, [at, width, height]) =>
      wave + amplitude * height * Math.exp(-((seconds - peak - at) ** 2) / (2 * width * width)), 0), 0);
}

/** The same chance in every run. */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 2147483648 - 1;
  };
}
