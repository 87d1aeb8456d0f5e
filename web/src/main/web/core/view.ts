// What every element of the app is built on.

import { LitElement } from 'lit';

import { locale } from './i18n.ts';
import type { Unsubscribe } from './observable.ts';

/** An observable of anything. */
interface Watchable {
  subscribe(listener: () => void): Unsubscribe;
}

/**
 * An element that renders into the page itself rather than into a shadow tree: one style sheet serves all, and labels,
 * descriptions, forms and password managers find each other. It renders anew when the language changes, and when an
 * observable does that it was told to watch.
 */
export abstract class View extends LitElement {
  #watched: (() => Unsubscribe)[] = [() => locale.subscribe(() => this.requestUpdate())];
  #subscriptions: Unsubscribe[] = [];

  /** Renders anew whenever one of these changes, for as long as this is on the page. Call it in the constructor. */
  protected watch(...observables: Watchable[]): void {
    for (const observable of observables) {
      this.#watched.push(() => observable.subscribe(() => this.requestUpdate()));
    }
  }

  /** Runs when this comes onto the page; what it returns runs when it leaves. Call it in the constructor. */
  protected whileConnected(begin: () => Unsubscribe): void {
    this.#watched.push(begin);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#subscriptions = this.#watched.map(begin => begin());
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#subscriptions.forEach(end => end());
    this.#subscriptions = [];
  }
}
