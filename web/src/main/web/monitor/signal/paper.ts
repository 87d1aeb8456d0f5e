// Where things are on ECG paper. Lengths are CSS pixels unless they say millimetres.

/** A CSS millimetre. A screen may show it longer or shorter: that is what the screen scale is for. */
export const CSS_PIXELS_PER_MM = 96 / 25.4;

export const SPEEDS = [6.25, 12.5, 25, 50] as const;
export const GAINS = [2.5, 5, 10, 20] as const;

const CALIBRATION_MILLIVOLTS = 1;
const CALIBRATION_SECONDS = 0.2;
const TWELVE_LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const RHYTHM_LEAD = 'II';
/** Where a row's 0 mV is, from its top: QRS complexes mostly point upwards. */
const ZERO_IN_ROW = 0.6;
/** A lead alone gets as many lines of this height as there is room for. */
const LINE_MM = 45;
/** Narrower than this, twelve leads stand in two columns. */
const WIDE = 640;

export interface Scale {
  readonly mmPerSecond: number;
  readonly mmPerMillivolt: number;
  readonly pixelsPerMm: number;
}

/** One lead in a pane; `zeroY` is where its 0 mV is. */
export interface Trace {
  readonly lead: number;
  readonly zeroY: number;
  /** Top of the row the lead has to itself. */
  readonly top: number;
  readonly height: number;
}

/** A part of the paper whose traces share their columns. */
export interface Pane {
  /** Which line of time it is on, from the top: a lead alone is written in several, like text. */
  readonly line: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly traces: readonly Trace[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Where the signal begins; left of it is the calibration pulse. */
  readonly left: number;
  readonly pixelsPerSecond: number;
  readonly pixelsPerMillivolt: number;
  readonly panes: readonly Pane[];
  /** The calibration pulse's width and height, and the 0 mV lines it stands on. */
  readonly calibration: { readonly width: number; readonly height: number; readonly zeroYs: readonly number[] };
  /** How much time fits on a line, seconds. */
  readonly lineSeconds: number;
  readonly lines: number;
}

/** How much time fits on the paper, seconds. */
export function paperSeconds(layout: Layout): number {
  return layout.lines * layout.lineSeconds;
}

/** Which leads can be seen together, of those a stream has. */
export function leadChoices(names: readonly string[]): number[] {
  const choices = [1, 2, 3].filter(count => count <= names.length);
  if (names.length > 3) {
    choices.push(names.length);
  }
  return choices;
}

/** Whether these are the standard twelve, which have an arrangement of their own. */
export function areTwelve(names: readonly string[]): boolean {
  return TWELVE_LEADS.every(name => names.includes(name));
}

/** Arranges the first `count` leads of a stream. */
export function arrange(names: readonly string[], count: number, width: number, height: number, scale: Scale): Layout {
  const pixelsPerSecond = scale.mmPerSecond * scale.pixelsPerMm;
  const pixelsPerMillivolt = scale.mmPerMillivolt * scale.pixelsPerMm;
  const pulseWidth = CALIBRATION_SECONDS * pixelsPerSecond;
  const left = snap(pulseWidth + 5 * scale.pixelsPerMm, scale);
  const twelve = count >= TWELVE_LEADS.length && areTwelve(names);
  const panes = twelve
    ? twelveLeadPanes(names, left, width, height, scale)
    : count === 1 ? oneLeadPanes(left, width, height, scale)
    : [pane(0, names.slice(0, count).map((_, lead) => lead), left, width, 0, height, scale)];
  const zeroYs = [...new Set(panes.filter(each => each.left === left).flatMap(each => each.traces.map(trace => trace.zeroY)))];
  return {
    width, height, left, pixelsPerSecond, pixelsPerMillivolt, panes,
    calibration: { width: pulseWidth, height: CALIBRATION_MILLIVOLTS * pixelsPerMillivolt, zeroYs },
    lineSeconds: Math.max(0.1, (width - left) / pixelsPerSecond),
    lines: (panes.at(-1)?.line ?? 0) + 1,
  };
}

function oneLeadPanes(left: number, width: number, height: number, scale: Scale): Pane[] {
  const lines = Math.max(1, Math.floor(height / (LINE_MM * scale.pixelsPerMm)));
  return Array.from({ length: lines }, (_, line) =>
    pane(line, [0], left, width, line * height / lines, (line + 1) * height / lines, scale));
}

/** Three rows of four leads, as printed, or on a narrow screen six of two; below them the rhythm strip. */
function twelveLeadPanes(names: readonly string[], left: number, width: number, height: number, scale: Scale): Pane[] {
  const columns = width < WIDE ? 2 : 4;
  const rows = TWELVE_LEADS.length / columns;
  const stripTop = snap(height * rows / (rows + 1), scale);
  const columnWidth = (width - left) / columns;
  const panes = Array.from({ length: columns }, (_, column) => {
    const leads = TWELVE_LEADS.slice(column * rows, (column + 1) * rows).map(name => names.indexOf(name));
    return pane(0, leads, left + column * columnWidth, left + (column + 1) * columnWidth, 0, stripTop, scale);
  });
  return [...panes, pane(0, [names.indexOf(RHYTHM_LEAD)], left, width, stripTop, height, scale)];
}

function pane(line: number, leads: number[], left: number, right: number, top: number, bottom: number, scale: Scale): Pane {
  const height = (bottom - top) / leads.length;
  const traces = leads.map((lead, row) => ({
    lead, height, top: top + row * height, zeroY: snap(top + (row + ZERO_IN_ROW) * height, scale),
  }));
  return { line, left, right, top, bottom, traces };
}

/** The nearest thick line of the grid. */
function snap(length: number, scale: Scale): number {
  const step = 5 * scale.pixelsPerMm;
  return Math.round(length / step) * step;
}

/**
 * The greatest gain at which signals fit their rows. `peak` and `dip` are the highest and lowest of the signal in
 * millivolts, both as distances from zero.
 */
export function fittingGain(peak: number, dip: number, rowHeight: number, pixelsPerMm: number): number {
  const above = ZERO_IN_ROW * rowHeight / pixelsPerMm;
  const below = (1 - ZERO_IN_ROW) * rowHeight / pixelsPerMm;
  const fits = (gain: number) => peak * gain <= above && dip * gain <= below;
  return [...GAINS].reverse().find(fits) ?? GAINS[0];
}

/** Where the paper's time runs: a moment of the stream to a column, and back. */
export interface TimeAxis {
  x(seconds: number): number;
  seconds(x: number): number;
}

/** Time runs to the right, line after line, and the newest is at the end of the last. */
export function scrollAxis(layout: Layout, line: number, rightSeconds: number): TimeAxis {
  const right = rightSeconds - (layout.lines - 1 - line) * layout.lineSeconds;
  return {
    x: seconds => layout.width - (right - seconds) * layout.pixelsPerSecond,
    seconds: x => right - (layout.width - x) / layout.pixelsPerSecond,
  };
}

/** The paper stands still and a pen fills line after line, again and again; `count` is how many it has filled. */
export function sweepAxis(layout: Layout, count: number): TimeAxis {
  const begin = count * layout.lineSeconds;
  return {
    x: seconds => layout.left + (seconds - begin) * layout.pixelsPerSecond,
    seconds: x => begin + (x - layout.left) / layout.pixelsPerSecond,
  };
}

/** The pane that a point is in, else the nearest. */
export function paneAt(layout: Layout, x: number, y: number): Pane {
  return layout.panes.find(pane => x >= pane.left && x < pane.right && y >= pane.top && y < pane.bottom)
    ?? layout.panes.find(pane => y < pane.bottom) ?? layout.panes.at(-1)!;
}

/** What lies between two points of the paper: in time along the lines, and in height from line to line. */
export function between(layout: Layout, a: { x: number; y: number }, b: { x: number; y: number }): { seconds: number; millivolts: number } {
  const [paneA, paneB] = [paneAt(layout, a.x, a.y), paneAt(layout, b.x, b.y)];
  const lines = paneB.line - paneA.line;
  const zeroShift = lines === 0 ? 0 : paneB.traces[0].zeroY - paneA.traces[0].zeroY;
  return {
    seconds: Math.abs(lines * layout.lineSeconds + (b.x - a.x) / layout.pixelsPerSecond),
    millivolts: Math.abs(b.y - a.y - zeroShift) / layout.pixelsPerMillivolt,
  };
}
