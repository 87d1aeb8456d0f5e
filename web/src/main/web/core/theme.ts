// Light, dark, or as the system has it. The style sheet knows both; an attribute on the root overrides the system.

import { Observable } from './observable.ts';
import { remember, remembered } from './preferences.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const theme = new Observable<Theme>('system');

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

export function startTheme(): void {
  show(THEMES.find(each => each === remembered('theme')) ?? 'system');
}

export function chooseTheme(chosen: Theme): void {
  remember('theme', chosen === 'system' ? null : chosen);
  show(chosen);
}

/** Calls back whenever colours have changed, by choice or by the system: what is drawn has to be drawn anew. */
export function onColoursChanged(listener: () => void): () => void {
  systemIsDark.addEventListener('change', listener);
  const unsubscribe = theme.subscribe(listener);
  return () => {
    systemIsDark.removeEventListener('change', listener);
    unsubscribe();
  };
}

function show(chosen: Theme): void {
  if (chosen === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = chosen;
  }
  theme.value = chosen;
}
