import {
  arrange, between, CSS_PIXELS_PER_MM, fittingGain, leadChoices, paperSeconds, scrollAxis, sweepAxis, type Scale,
} from '../../../main/web/monitor/signal/paper.ts';
import { assert, close } from './support.ts';

const SCALE: Scale = { mmPerSecond: 25, mmPerMillivolt: 10, pixelsPerMm: CSS_PIXELS_PER_MM };
const TWELVE = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];

Deno.test('a second is 25 mm and a millivolt 10 mm', () => {
  const layout = arrange(['I', 'II'], 2, 1000, 600, SCALE);

  close(layout.pixelsPerSecond / CSS_PIXELS_PER_MM, 25, 1e-9);
  close(layout.pixelsPerMillivolt / CSS_PIXELS_PER_MM, 10, 1e-9);
  close(layout.calibration.height / CSS_PIXELS_PER_MM, 10, 1e-9);
  close(layout.calibration.width / CSS_PIXELS_PER_MM, 5, 1e-9);
  assert.ok(layout.calibration.width < layout.left);
});

Deno.test('zero lines and the beginning of the signal lie on thick lines of the grid', () => {
  const layout = arrange(['I', 'II', 'III'], 3, 1000, 611, SCALE);
  const thick = 5 * CSS_PIXELS_PER_MM;
  for (const length of [layout.left, ...layout.panes[0].traces.map(trace => trace.zeroY)]) {
    close(length / thick, Math.round(length / thick), 1e-9);
  }
});

Deno.test('twelve leads stand three by four over a rhythm strip, six by two where it is narrow', () => {
  const wide = arrange(TWELVE, 12, 1200, 800, SCALE);
  assert.deepEqual(wide.panes.map(pane => pane.traces.map(trace => TWELVE[trace.lead])), [
    ['I', 'II', 'III'], ['aVR', 'aVL', 'aVF'], ['V1', 'V2', 'V3'], ['V4', 'V5', 'V6'], ['II'],
  ]);
  const narrow = arrange([...TWELVE].reverse(), 12, 375, 800, SCALE);
  assert.deepEqual(narrow.panes.map(pane => pane.traces.length), [6, 6, 1]);
  assert.equal([...TWELVE].reverse()[narrow.panes[0].traces[0].lead], 'I');
  assert.deepEqual(leadChoices(TWELVE), [1, 2, 3, 12]);
  assert.deepEqual(leadChoices(['MLII', 'V1']), [1, 2]);
});

Deno.test('a lead alone is written in lines that follow on each other', () => {
  const layout = arrange(['II'], 1, 1000, 620, SCALE);
  assert.equal(layout.lines, 3);
  close(paperSeconds(layout), 3 * layout.lineSeconds, 1e-9);
  for (let line = 0; line < 2; line++) {
    close(scrollAxis(layout, line, 100).seconds(layout.width), scrollAxis(layout, line + 1, 100).seconds(layout.left), 1e-9);
    close(sweepAxis(layout, line).seconds(layout.width), sweepAxis(layout, line + 1).seconds(layout.left), 1e-9);
  }
  close(scrollAxis(layout, 2, 100).seconds(layout.width), 100, 1e-9);
});

Deno.test('axes lead back where they came from', () => {
  const layout = arrange(['II', 'V1'], 2, 900, 500, SCALE);
  for (const axis of [scrollAxis(layout, 0, 42), sweepAxis(layout, 5)]) {
    close(axis.seconds(axis.x(41.3)), 41.3, 1e-9);
  }
});

Deno.test('calipers measure along a line, and from line to line', () => {
  const layout = arrange(['II'], 1, 1000, 620, SCALE);
  const [first, second] = layout.panes;
  const zero = first.traces[0].zeroY;
  const measured = between(layout, { x: 300, y: zero }, { x: 300 + layout.pixelsPerSecond, y: zero - layout.pixelsPerMillivolt });
  close(measured.seconds, 1, 1e-9);
  close(measured.millivolts, 1, 1e-9);
  const across = between(layout, { x: 300, y: zero }, { x: 300, y: second.traces[0].zeroY });
  close(across.seconds, layout.lineSeconds, 1e-9);
  close(across.millivolts, 0, 1e-9);
});

Deno.test('the gain chosen by itself is the greatest at which the signal fits', () => {
  assert.equal(fittingGain(1, 0.3, 60 * CSS_PIXELS_PER_MM, CSS_PIXELS_PER_MM), 20);
  assert.equal(fittingGain(2, 0.3, 60 * CSS_PIXELS_PER_MM, CSS_PIXELS_PER_MM), 10);
  assert.equal(fittingGain(1, 3, 60 * CSS_PIXELS_PER_MM, CSS_PIXELS_PER_MM), 5);
  assert.equal(fittingGain(50, 50, 60 * CSS_PIXELS_PER_MM, CSS_PIXELS_PER_MM), 2.5);
});
