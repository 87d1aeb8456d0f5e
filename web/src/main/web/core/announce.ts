// Says things that happen away from where the reader looks: to all as a short notice, to a screen reader aloud.

import { Observable } from './observable.ts';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'info' | 'danger';
}

export const notices = new Observable<readonly Notice[]>([]);

/** What a screen reader is to say next, beside the notices: politely, or interrupting. */
export const spoken = new Observable({ polite: '', urgent: '' });

const NOTICE_MILLIS = 6000;
let lastId = 0;

/** Shows a notice for some seconds; one that tells of a failure stays until it is dismissed. */
export function notify(text: string, tone: Notice['tone'] = 'info'): void {
  const notice = { id: ++lastId, text, tone };
  notices.value = [...notices.value.filter(each => each.text !== text), notice];
  if (tone === 'info') {
    setTimeout(() => dismiss(notice.id), NOTICE_MILLIS);
  }
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter(each => each.id !== id);
}

export function say(text: string, urgently = false): void {
  spoken.value = urgently ? { ...spoken.value, urgent: text } : { ...spoken.value, polite: text };
}
