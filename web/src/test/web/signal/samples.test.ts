import { SampleRing } from '../../../main/web/monitor/signal/samples.ts';
import { assert } from './support.ts';

const some = (...values: number[]) => [Float32Array.from(values)];

Deno.test('keeps the most recent samples by number', () => {
  const ring = new SampleRing(1, 4);
  ring.append(10, some(1, 2, 3));
  ring.append(13, some(4, 5));

  assert.deepEqual([ring.begin, ring.end], [11, 15]);
  assert.ok(Number.isNaN(ring.at(0, 10)));
  assert.equal(ring.at(0, 11), 2);
  assert.equal(ring.at(0, 14), 5);
  assert.ok(Number.isNaN(ring.at(0, 15)));
});

Deno.test('what is left out is a gap, and NaN even where an older sample stood in the ring', () => {
  const ring = new SampleRing(1, 8);
  ring.append(0, some(0, 1, 2, 3, 4, 5, 6, 7));
  ring.append(11, some(11));

  assert.deepEqual(ring.gaps, [{ from: 8, to: 11 }]);
  assert.ok([8, 9, 10].every(sample => Number.isNaN(ring.at(0, sample))));
  assert.equal(ring.missing(0, 12), 3);
  assert.equal(ring.missing(9, 10), 1);
});

Deno.test('a frame that came before is passed over, one that overlaps only as far as it does', () => {
  const ring = new SampleRing(1, 10);
  ring.append(0, some(1, 2, 3));

  assert.equal(ring.append(0, some(9, 9, 9)), 3);
  assert.equal(ring.append(2, some(9, 4)), 3);
  assert.deepEqual([0, 1, 2, 3].map(sample => ring.at(0, sample)), [1, 2, 3, 4]);
  assert.equal(ring.end, 4);
});

Deno.test('a gap longer than the ring leaves nothing of before, and gaps too old are forgotten', () => {
  const ring = new SampleRing(1, 4);
  ring.append(0, some(1, 2));
  ring.append(1000, some(7));
  assert.deepEqual([ring.begin, ring.end], [997, 1001]);
  assert.equal(ring.at(0, 1000), 7);

  ring.append(1001, some(1, 2, 3, 4));
  assert.deepEqual(ring.gaps, []);
});
