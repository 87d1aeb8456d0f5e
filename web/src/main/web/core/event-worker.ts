// The shared worker: one for all tabs of the browser.

import { Hub } from './event-hub.ts';

const hub = new Hub();

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = event => hub.connect(event.ports[0]);
