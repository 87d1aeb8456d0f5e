import { decodeFrame } from '../../../main/web/monitor/signal/frame.ts';
import { assert, close } from './support.ts';

const EXAMPLE = '01000400070000008c00000000000000a00a45a99c0100000000000000405f40640000000100'
  + '0000c30100006df600800180' + '50c30000';

function bytes(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/../g)!, each => parseInt(each, 16)).buffer;
}

Deno.test('reads the example of the format’s description', () => {
  const frame = decodeFrame(bytes(EXAMPLE));

  assert.equal(frame.seq, 7);
  assert.equal(frame.firstSample, 140);
  assert.equal(frame.timestampMillis, Date.parse('2026-03-01T12:00:00.160Z'));
  assert.equal(frame.samplingFrequencyHz, 125);
  const [a, b, c, d] = frame.leads.get(0)!;
  close(a, 0.0451, 1e-6);
  close(b, -0.2, 1e-6);
  assert.ok(Number.isNaN(c));
  close(d, 5, 1e-6);
});

Deno.test('a lead that begins without a valid sample counts differences from zero', () => {
  const noFirst = bytes(EXAMPLE.replace('c3010000', '00000080'));

  const [a, b] = decodeFrame(noFirst).leads.get(0)!;

  assert.ok(Number.isNaN(a));
  close(b, -0.2451, 1e-6);
});

Deno.test('refuses a frame cut short, or of a version it does not know', () => {
  assert.throws(() => decodeFrame(bytes(EXAMPLE.slice(0, -2))), RangeError);
  assert.throws(() => decodeFrame(new ArrayBuffer(0)), RangeError);
  assert.throws(() => decodeFrame(bytes('02' + EXAMPLE.slice(2))), RangeError);
  assert.throws(() => decodeFrame(bytes('0101' + EXAMPLE.slice(4))), RangeError);
});
