// Draws the paper: grid, calibration pulse, names of the leads.

import type { Colours } from './colours.ts';
import type { Layout, Scale } from './signal/paper.ts';

const LINE_WIDTH = 1.4;
/** Thin lines closer together than this would be grey. */
const LEAST_GRID_PIXELS = 2.5;

/** Draws all of it; `ratio` is how many pixels of the canvas make one of the page. */
export function paintPaper(
  context: CanvasRenderingContext2D, layout: Layout, scale: Scale, names: readonly string[], colours: Colours, ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, layout.width, layout.height);
  if (scale.pixelsPerMm >= LEAST_GRID_PIXELS) {
    paintGrid(context, layout, scale.pixelsPerMm, colours.gridMinor, ratio);
  }
  paintGrid(context, layout, 5 * scale.pixelsPerMm, colours.gridMajor, ratio);
  paintCalibration(context, layout, scale, colours.ink);
  paintNames(context, layout, names, colours);
}

function paintGrid(context: CanvasRenderingContext2D, layout: Layout, step: number, colour: string, ratio: number): void {
  const line = Math.max(1, Math.round(ratio)) / ratio;
  const crisp = (length: number) => Math.round(length * ratio) / ratio;
  context.fillStyle = colour;
  for (let i = 0; i * step < layout.width; i++) {
    context.fillRect(crisp(i * step), 0, line, layout.height);
  }
  for (let i = 0; i * step < layout.height; i++) {
    context.fillRect(0, crisp(i * step), layout.width, line);
  }
}

function paintCalibration(context: CanvasRenderingContext2D, layout: Layout, scale: Scale, colour: string): void {
  const { width, height, zeroYs } = layout.calibration;
  const begin = 2 * scale.pixelsPerMm;
  const foot = scale.pixelsPerMm;
  context.strokeStyle = colour;
  context.lineWidth = LINE_WIDTH;
  context.beginPath();
  for (const y of zeroYs) {
    context.moveTo(begin - foot, y);
    context.lineTo(begin, y);
    context.lineTo(begin, y - height);
    context.lineTo(begin + width, y - height);
    context.lineTo(begin + width, y);
    context.lineTo(begin + width + foot, y);
  }
  context.stroke();
}

function paintNames(context: CanvasRenderingContext2D, layout: Layout, names: readonly string[], colours: Colours): void {
  context.font = `600 13px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textBaseline = 'top';
  for (const pane of layout.panes) {
    for (const { lead, top } of pane.traces) {
      const x = pane.left + 5;
      const y = top + (top === pane.top ? 12 : 5);
      context.fillStyle = colours.paper;
      context.fillRect(x - 3, y - 2, context.measureText(names[lead]).width + 6, 18);
      context.fillStyle = colours.ink;
      context.fillText(names[lead], x, y);
    }
    if (pane.left > layout.left) {
      context.fillStyle = colours.ink;
      pane.traces.forEach(trace => context.fillRect(pane.left - 0.5, trace.zeroY - 8, 1, 16));
    }
  }
}
