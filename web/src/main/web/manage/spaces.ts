// All spaces, for who runs them.

import { html, type TemplateResult } from 'lit';

import { api, explain, type Page } from '../core/api.ts';
import { number } from '../core/i18n.ts';
import { View } from '../core/view.ts';
import { LiveStatuses } from '../spaces/live.ts';
import { spacesMessages } from '../spaces/messages.ts';
import type { Space } from '../spaces/model.ts';
import { connectionBadge } from '../spaces/status.ts';
import { titles } from '../titles.ts';
import { complaint, emptyState, loading, table } from '../ui/blocks.ts';
import { icon } from '../ui/icons.ts';
import { manageLayout } from './layout.ts';
import { manageMessages } from './messages.ts';

class ManageSpaces extends View {
  #spaces: readonly Space[] | null = null;
  #problem: string | null = null;
  readonly #live = new LiveStatuses();

  constructor() {
    super();
    this.watch(this.#live.statuses);
    this.whileConnected(() => {
      void this.#load();
      return this.#live.follow();
    });
  }

  async #load(): Promise<void> {
    try {
      this.#spaces = (await api.get<Page<Space>>('/api/spaces?size=200')).items;
    } catch (failure) {
      this.#problem = explain(failure);
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const m = manageMessages();
    return manageLayout({
      at: '/manage/spaces', heading: titles().spaces,
      actions: html`<a class="button primary" href="/manage/spaces/new">${icon('plus')}${m.newSpace}</a>`,
      content: this.#problem !== null ? complaint(this.#problem) : this.#spaces === null ? loading() : this.#list(this.#spaces),
    });
  }

  /** Of the places its workers have; those they have in other spaces count, too. */
  #busy(space: Space): string {
    const status = this.#live.of(space.id);
    return status === null || status.capacity === 0 ? '–' : `${number(status.running)} / ${number(status.capacity)}`;
  }

  #list(spaces: readonly Space[]): TemplateResult {
    const m = manageMessages();
    if (spaces.length === 0) {
      return emptyState({
        icon: 'plus', heading: m.noSpaces, text: m.noSpacesText,
        action: html`<a class="button primary" href="/manage/spaces/new">${m.createFirst}</a>`,
      });
    }
    const count = (space: Space, name: 'connected_workers' | 'queue_length') => {
      const status = this.#live.of(space.id);
      return status === null ? '–' : number(status[name]);
    };
    return html`<section class="card list-card rows-table">${table(titles().spaces, [
      { heading: m.name, cell: space => html`<a href="/spaces/${space.id}"><strong>${space.name}</strong></a>` },
      { heading: m.state, cell: space => connectionBadge(this.#live.of(space.id), space.enabled) },
      { heading: m.takes, cell: space => space.inputs.map(kind => m.kinds[kind]).join(', ') },
      { heading: m.workers, numeric: true, cell: space => count(space, 'connected_workers') },
      { heading: spacesMessages().runningLabel, numeric: true, cell: space => this.#busy(space) },
      { heading: m.waiting, numeric: true, cell: space => count(space, 'queue_length') },
      {
        heading: '', cell: space => html`
          <a class="button small" href="/manage/spaces/${space.id}" aria-label=${m.editNamed(space.name)}>${m.edit}</a>`,
      },
    ], spaces)}</section>`;
  }
}

customElements.define('manage-spaces', ManageSpaces);
