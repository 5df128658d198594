/** What this browser remembers; where it may not store anything, it remembers for this visit. */

const visit = new Map<string, string>();

/** What was kept under a name; null where nothing was. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? visit.get(name) ?? null;
  } catch {
    return visit.get(name) ?? null;
  }
}

/** What was kept as JSON; null where nothing was, or where it is damaged. */
export function keptJson<T>(name: string): T | null {
  try {
    return JSON.parse(kept(name) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/** Keep something; null forgets it. */
export function keep(name: string, value: string | null): void {
  visit.delete(name);
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Private windows, and full storage.
    if (value !== null) visit.set(name, value);
  }
}
