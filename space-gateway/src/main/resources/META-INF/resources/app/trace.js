// Draws leads on ECG paper in sweep mode: the newest sample overwrites the oldest behind a moving gap.

const MM_PER_SECOND = 25;
const MM_PER_MILLIVOLT = 10;
const PIXELS_PER_MM = 96 / 25.4;
const GAP_SECONDS = 0.25;
/** How far the drawing keeps behind the newest sample, so that late frames do not show. */
const BUFFER_SECONDS = 0.35;

/** Where a lead's 0 mV is, as a fraction of the paper's height. */
function zeroLine(lead, leads) {
  return (lead + 0.55) / leads;
}

function label(name, lead, names) {
  const span = document.createElement('span');
  span.textContent = name;
  span.style.top = `${100 * (zeroLine(lead, names.length) - 0.45 / names.length)}%`;
  return span;
}

export class Trace {
  #canvas;
  #labels;
  #context;
  #leads = [];
  #samples = [];
  #shownUntil = null;
  #clockOffset = null;

  constructor(canvas, labels) {
    this.#canvas = canvas;
    this.#labels = labels;
    this.#context = canvas.getContext('2d');
    new ResizeObserver(() => this.clear()).observe(canvas);
    requestAnimationFrame(() => this.#draw());
  }

  /** Begins anew, with nothing on the paper. */
  clear() {
    const ratio = window.devicePixelRatio;
    this.#canvas.width = Math.round(this.#canvas.clientWidth * ratio);
    this.#canvas.height = Math.round(this.#canvas.clientHeight * ratio);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#samples = [];
    this.#shownUntil = null;
    this.#clockOffset = null;
  }

  /** Takes a frame: the time of each sample in seconds, and by lead its values in mV, null where there is none. */
  add(times, leads) {
    const names = Object.keys(leads);
    if (names.join() !== this.#leads.join()) {
      this.#leads = names;
      this.#labels.replaceChildren(...names.map(label));
      this.clear();
    }
    for (let i = 0; i < times.length; i++) {
      this.#samples.push({ time: times[i], values: names.map(name => leads[name][i]) });
    }
    const target = times.at(-1) - BUFFER_SECONDS - performance.now() / 1000;
    const drift = this.#clockOffset === null ? Infinity : Math.abs(target - this.#clockOffset);
    // Frames come a little early or late: follow slowly, and jump only when far off.
    this.#clockOffset = drift > 1 ? target : this.#clockOffset + 0.02 * (target - this.#clockOffset);
  }

  #draw() {
    requestAnimationFrame(() => this.#draw());
    if (this.#clockOffset === null) {
      return;
    }
    const now = performance.now() / 1000 + this.#clockOffset;
    let due = 0;
    while (due < this.#samples.length && this.#samples[due].time <= now) {
      due++;
    }
    if (due > 1) {
      this.#drawSegment(this.#samples.slice(0, due));
      this.#samples.splice(0, due - 1);
    }
  }

  #drawSegment(samples) {
    const context = this.#context;
    const width = this.#canvas.clientWidth;
    const height = this.#canvas.clientHeight;
    const pixelsPerSecond = MM_PER_SECOND * PIXELS_PER_MM;
    const windowSeconds = width / pixelsPerSecond;
    const x = time => (time % windowSeconds) * pixelsPerSecond;

    const from = x(this.#shownUntil ?? samples[0].time);
    this.#erase(from, x(samples.at(-1).time) + GAP_SECONDS * pixelsPerSecond, width, height);
    this.#shownUntil = samples.at(-1).time;

    context.strokeStyle = getComputedStyle(this.#canvas).getPropertyValue('--trace').trim();
    context.lineWidth = 1.4;
    context.lineJoin = 'round';
    this.#leads.forEach((name, lead) => {
      const zero = height * zeroLine(lead, this.#leads.length);
      context.beginPath();
      let last = null;
      for (const { time, values } of samples) {
        const at = values[lead] === null ? null : x(time);
        if (at === null || last === null || at < last) {
          if (at !== null) context.moveTo(at, zero - values[lead] * MM_PER_MILLIVOLT * PIXELS_PER_MM);
        } else {
          context.lineTo(at, zero - values[lead] * MM_PER_MILLIVOLT * PIXELS_PER_MM);
        }
        last = at;
      }
      context.stroke();
    });
  }

  #erase(from, to, width, height) {
    // One pixel is left standing so that the line drawn on from there has no notch.
    const end = to < from ? to + width : to;
    this.#context.clearRect(from + 1, 0, end - from - 1, height);
    if (end > width) {
      this.#context.clearRect(0, 0, end - width, height);
    }
  }
}
