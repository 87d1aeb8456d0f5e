// Saving what is seen.

import { locale } from '../core/i18n.ts';
import { monitorMessages } from './messages.ts';
import type { EcgPaper } from './paper-view.ts';
import { paperSeconds, type Layout } from './signal/paper.ts';
import type { StreamModel } from './signal/stream-model.ts';

/** Saves the samples on the paper, of the leads that are seen. */
export function saveCsv(title: string, model: StreamModel, layout: Layout, untilSeconds: number): void {
  const leads = [...new Set(layout.panes.flatMap(pane => pane.traces.map(trace => trace.lead)))].sort((a, b) => a - b);
  const csv = toCsv(model, leads, untilSeconds - paperSeconds(layout), untilSeconds);
  save(new Blob([csv], { type: 'text/csv' }), fileName(title, 'csv'));
}

/** Saves the paper as it is seen, with a line that says what it is. */
export async function savePicture(title: string, paper: EcgPaper, mmPerSecond: number): Promise<void> {
  const when = new Date().toLocaleString(locale.value);
  const scale = `${mmPerSecond} mm/s · ${paper.mmPerMillivolt} mm/mV`;
  save(await paper.picture(`${title} · ${when} · ${scale} · PulseGate · ${monitorMessages().notMedical}`), fileName(title, 'png'));
}

/** The samples shown of some leads within some seconds of the stream, as comma-separated values in millivolts. */
function toCsv(model: StreamModel, leads: readonly number[], fromSeconds: number, toSeconds: number): string {
  const hertz = model.samplingFrequencyHz;
  const from = Math.max(model.shown.begin, Math.ceil(fromSeconds * hertz));
  const to = Math.min(model.shown.end, Math.floor(toSeconds * hertz) + 1);
  const lines = [['time_s', 'time_utc', ...leads.map(lead => `${model.leadNames[lead]}_mV`)].map(quoted).join(',')];
  for (let sample = from; sample < to; sample++) {
    const wall = model.wallMillis(sample);
    const values = leads.map(lead => model.shown.at(lead, sample));
    lines.push([
      (sample / hertz).toFixed(4),
      wall === null ? '' : new Date(wall).toISOString(),
      ...values.map(value => Number.isNaN(value) ? '' : value.toFixed(4)),
    ].join(','));
  }
  return lines.join('\r\n') + '\r\n';
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name for a file: what it is of, and when. */
function fileName(title: string, ending: string): string {
  const plain = title.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'ecg';
  return `${plain}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${ending}`;
}
