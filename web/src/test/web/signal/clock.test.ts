import { PlayoutClock } from '../../../main/web/monitor/signal/clock.ts';
import { assert, close, noise } from './support.ts';

const PERIOD = 0.1;
const DELAY = 0.4;

/** Plays frames of 100 ms that arrive so many seconds late; calls back sixty times a second. */
function play(seconds: number, lateness: (frame: number) => number, picture: (now: number, shown: number, end: number) => void) {
  const clock = new PlayoutClock(DELAY);
  const arrivals = Array.from({ length: seconds / PERIOD }, (_, k) => ({ end: (k + 1) * PERIOD, at: (k + 1) * PERIOD + lateness(k) }))
    .sort((a, b) => a.at - b.at);
  let end = 0;
  for (let now = 0.5; now < seconds; now += 1 / 60) {
    while (arrivals.length > 0 && arrivals[0].at <= now) {
      const { end: heard, at } = arrivals.shift()!;
      clock.heard(heard, at);
      end = Math.max(end, heard);
    }
    const shown = clock.at(now);
    if (shown !== null) {
      picture(now, shown, end);
    }
  }
}

Deno.test('rides out 300 ms of jitter: what is due is always there, and time runs evenly', () => {
  const chance = noise(3);
  let before: number | null = null;
  play(60, () => 0.15 + 0.15 * chance(), (now, shown, end) => {
    if (now > 2) {
      assert.ok(shown <= end + 1e-9, `at ${now} s ${shown} s was due and only ${end} s there`);
      if (before !== null) {
        close(shown - before, 1 / 60, 0.021 / 60, 'a step');
      }
      before = shown;
    }
  });
});

Deno.test('follows a stream whose clock runs slightly faster', () => {
  let last = 0;
  play(60, frame => -0.0002 * frame, (now, shown) => { last = shown - now; });
  close(last, 0.0002 * 600 - DELAY, 0.02);
});

Deno.test('after a long halt it jumps, and never goes back', () => {
  let before = -Infinity;
  let last = 0;
  play(40, frame => frame < 100 ? 0 : 5, (now, shown) => {
    assert.ok(shown >= before);
    before = shown;
    last = shown - now;
  });
  close(last, -5 - DELAY, 0.02);
});

Deno.test('has nothing to show before it has heard anything, or after a restart', () => {
  const clock = new PlayoutClock(DELAY);
  assert.equal(clock.at(1), null);
  clock.heard(7, 1);
  assert.notEqual(clock.at(1), null);
  clock.restart();
  assert.equal(clock.at(2), null);
});
