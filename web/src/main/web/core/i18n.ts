// Languages. Each feature keeps its sentences in a messages.ts of its own, in all languages side by side; one that is
// missing, or too many, is a type error and so fails the build.

import { Observable } from './observable.ts';
import { remember, remembered } from './preferences.ts';

export const LOCALES = ['en', 'zh-Hant', 'zh-Hans'] as const;
export type Locale = (typeof LOCALES)[number];

/** How each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文' };

/** The same sentences in any language: strings, functions that make a string, and groups of these. */
type Sentences<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer A) => string
      ? (...values: A) => string
      : Sentences<T[K]>;
};

export const locale = new Observable<Locale>('en');

/**
 * Declares a feature's sentences. Returns a function that gives them in the language chosen, to be called where they are
 * shown, so that a change of language shows at once.
 */
export function translations<T extends object>(all: {
  en: T;
  'zh-Hant': Sentences<NoInfer<T>>;
  'zh-Hans': Sentences<NoInfer<T>>;
}): () => Sentences<T> {
  return () => all[locale.value] as Sentences<T>;
}

/** Takes the language chosen before, else the browser's, else English. */
export function startLocale(): void {
  const before = LOCALES.find(each => each === remembered('locale'));
  locale.value = before ?? navigator.languages.map(localeFor).find(each => each !== null) ?? 'en';
  document.documentElement.lang = locale.value;
}

/** Changes the language, and remembers it. */
export function chooseLocale(chosen: Locale): void {
  remember('locale', chosen);
  document.documentElement.lang = chosen;
  locale.value = chosen;
}

/** The language of ours that a browser's language tag (BCP 47) stands for, or null. */
export function localeFor(tag: string): Locale | null {
  const parts = tag.toLowerCase().split('-');
  if (parts[0] === 'en') {
    return 'en';
  }
  if (parts[0] !== 'zh' && parts[0] !== 'yue') {
    return null;
  }
  if (parts.includes('hant') || parts.includes('hans')) {
    return parts.includes('hant') ? 'zh-Hant' : 'zh-Hans';
  }
  const traditional = parts[0] === 'yue' || ['tw', 'hk', 'mo'].some(region => parts.includes(region));
  return traditional ? 'zh-Hant' : 'zh-Hans';
}

/** A number as the language writes it. */
export function number(value: number, digits = 0): string {
  return value.toLocaleString(locale.value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A point in time, in the reader's own zone. */
export function dateTime(iso: string): string {
  return new Date(iso).toLocaleString(locale.value, { dateStyle: 'medium', timeStyle: 'short' });
}

/** How long ago, in words. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const units: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
