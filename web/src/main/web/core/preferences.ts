// What this browser remembers. Where storage is refused (private windows, policies) nothing is remembered, and all works.

const PREFIX = 'pulsegate.';

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Remembers a value, or forgets it if it is null. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(PREFIX + key);
    } else {
      localStorage.setItem(PREFIX + key, value);
    }
  } catch {
    // Not remembered, then.
  }
}

/** Reads what was remembered as JSON. Members that are not there, or of another type, keep their default. */
export function rememberedSettings<T extends Record<string, unknown>>(key: string, defaults: T): T {
  try {
    const stored = JSON.parse(remembered(key) ?? '{}') as Record<string, unknown>;
    const known = Object.entries(defaults)
      .filter(([name, value]) => typeof stored[name] === typeof value)
      .map(([name]) => [name, stored[name]]);
    return { ...defaults, ...Object.fromEntries(known) };
  } catch {
    return defaults;
  }
}
