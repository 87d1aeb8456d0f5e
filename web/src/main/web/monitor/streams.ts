// What there is to watch, as ecg-service tells it.

import { api, type Page } from '../core/api.ts';
import { account, isAdmin } from '../core/session.ts';

export interface Stream {
  readonly id: string;
  readonly kind: 'synthetic' | 'recording';
  readonly title: string;
  readonly leads: readonly { readonly name: string }[];
  readonly sampling_frequency_hz: number;
  readonly viewers: number;
  /** The account that made it; absent for those built in. */
  readonly made_by?: string | null;
  /** Of a synthetic stream: its mean heart rate now. */
  readonly heart_rate_bpm?: number | null;
  /** What is odd in a recording's files and was read all the same. */
  readonly remarks?: readonly string[];
}

/** A recording that is there and could not be read. */
export interface RefusedRecording {
  /** Absent where the reason is about the folder. */
  readonly file?: string | null;
  readonly reason: string;
}

export interface NewStream {
  readonly title: string;
  readonly heart_rate_bpm: number;
  readonly heart_rate_sd_bpm: number;
  readonly leads: readonly string[];
  readonly sampling_frequency_hz: number;
  readonly baseline_millivolts: number;
  readonly muscle_millivolts: number;
  readonly mains_millivolts: number;
  readonly mains_frequency_hz: number;
}

const PAGE_SIZE = 200;

export async function listStreams(pages: number): Promise<{ streams: Stream[]; total: number }> {
  const all = await Promise.all(Array.from({ length: pages }, (_, page) =>
    api.get<Page<Stream>>(`/api/ecg/streams?size=${PAGE_SIZE}&page=${page}`)));
  return { streams: all.flatMap(page => page.items), total: all[0].total };
}

/** The first of the recordings that could not be read. */
export function listRefused(): Promise<Page<RefusedRecording>> {
  return api.get<Page<RefusedRecording>>(`/api/ecg/recordings/refused?size=${PAGE_SIZE}`);
}

export function createStream(stream: NewStream): Promise<Stream> {
  return api.post<Stream>('/api/ecg/streams', stream);
}

export function changeHeartRate(id: string, bpm: number): Promise<Stream> {
  return api.patch<Stream>(path(id), { heart_rate_bpm: bpm });
}

export function deleteStream(id: string): Promise<void> {
  return api.delete<void>(path(id));
}

/** Whether this account may change and end it. */
export function isOwn(stream: Stream): boolean {
  return stream.made_by != null && (stream.made_by === account.value?.id || isAdmin());
}

function path(id: string): string {
  return `/api/ecg/streams/${id.split('/').map(encodeURIComponent).join('/')}`;
}
