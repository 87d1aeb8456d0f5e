// Amounts for people.

import { locale } from './i18n.ts';

const KIB = 1024;
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB'];

/** A size as file managers say it: 32 KB, 1.5 MB. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= KIB && unit < BYTE_UNITS.length - 1) {
    value /= KIB;
    unit++;
  }
  const text = value.toLocaleString(locale.value, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 });
  return `${text} ${BYTE_UNITS[unit]}`;
}

/** A length of time in its largest unit, as the language writes it: 0.4 s, 12 s, 3 min, 2 h. */
export function duration(seconds: number): string {
  const [value, unit] = seconds < 100 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(locale.value, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'short',
    maximumFractionDigits: (value as number) < 10 ? 1 : 0,
  }).format(value as number);
}
