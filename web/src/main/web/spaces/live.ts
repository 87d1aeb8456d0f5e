// The live state of all spaces.

import { follow } from '../core/events.ts';
import { Observable, type Unsubscribe } from '../core/observable.ts';
import type { SpaceStatus } from './model.ts';

export class LiveStatuses {
  readonly statuses = new Observable<ReadonlyMap<string, SpaceStatus> | null>(null);
  readonly live = new Observable(true);

  /** Follows until told to stop. */
  readonly follow = (): Unsubscribe => follow('spaces', {
    probe: '/api/spaces/status?size=1',
    on: {
      statuses: (event: { statuses: SpaceStatus[] }) => {
        this.statuses.value = new Map(event.statuses.map(each => [each.space_id, each]));
      },
      status: (status: SpaceStatus) => {
        this.statuses.value = new Map(this.statuses.value ?? []).set(status.space_id, status);
      },
      gone: (event: { space_id: string }) => {
        const left = new Map(this.statuses.value ?? []);
        left.delete(event.space_id);
        this.statuses.value = left;
      },
    },
    onLive: live => { this.live.value = live; },
  });

  of(spaceId: string): SpaceStatus | null {
    return this.statuses.value?.get(spaceId) ?? null;
  }
}
