// What a tab and the hub that holds the browser's streams of events say to each other.

/** A subject of GET /api/events: `requests/{id}`, `spaces/{id}` or `spaces`. */
export type Subject = string;

/** From a tab. Its `key` names what it follows, among all that this tab does. */
export type ToHub =
  | { readonly say: 'follow'; readonly key: number; readonly subject: Subject; readonly after: number }
  | { readonly say: 'leave'; readonly key: number }
  /** The answer to `there?`. */
  | { readonly say: 'here' }
  /** The tab ends, or sleeps: it follows nothing any more. */
  | { readonly say: 'bye' };

/** To a tab. */
export type ToTab =
  | { readonly say: 'event'; readonly key: number; readonly name: string; readonly seq: number | null; readonly data: unknown }
  /** Whether events come; false while the connection is lost. */
  | { readonly say: 'live'; readonly key: number; readonly live: boolean }
  /** No more will come: the subject has ended, is not there, or may not be followed. */
  | { readonly say: 'over'; readonly key: number; readonly refused: boolean }
  /** Said every few seconds, so that either side notices when the other is gone. */
  | { readonly say: 'there?' }
  /** The tab did not answer for long and follows nothing any more; it may begin again. */
  | { readonly say: 'dropped' };

/** How often the hub says `there?`. */
export const THERE_MILLIS = 10_000;
