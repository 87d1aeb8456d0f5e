import { DEFAULT_LIMITS, judge } from '../../../main/web/monitor/signal/alarms.ts';
import { assert } from './support.ts';

const at = (bpm: number | null, secondsWithoutBeat: number | null = 0.5) => ({ bpm, secondsWithoutBeat });

Deno.test('tells what is beyond a limit, the gravest first', () => {
  assert.equal(judge(at(72), DEFAULT_LIMITS, null), null);
  assert.equal(judge(at(49), DEFAULT_LIMITS, null), 'bradycardia');
  assert.equal(judge(at(121), DEFAULT_LIMITS, null), 'tachycardia');
  assert.equal(judge(at(30, 4), DEFAULT_LIMITS, null), 'asystole');
});

Deno.test('at the limit itself there is no alarm, and one that holds ends only well within', () => {
  assert.equal(judge(at(50), DEFAULT_LIMITS, null), null);
  assert.equal(judge(at(120), DEFAULT_LIMITS, null), null);
  assert.equal(judge(at(51), DEFAULT_LIMITS, 'bradycardia'), 'bradycardia');
  assert.equal(judge(at(53), DEFAULT_LIMITS, 'bradycardia'), null);
  assert.equal(judge(at(118), DEFAULT_LIMITS, 'tachycardia'), 'tachycardia');
});

Deno.test('without a signal, or switched off, nothing is judged', () => {
  assert.equal(judge(at(30, null), DEFAULT_LIMITS, 'bradycardia'), null);
  assert.equal(judge(at(30, 9), { ...DEFAULT_LIMITS, on: false }, null), null);
  assert.equal(judge(at(null, 1), DEFAULT_LIMITS, null), null);
});
