/** Reads a preference; localStorage may be closed to us, and then there is none. */
export function readStored(name: string): string | undefined {
  try {
    return window.localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a preference if that is possible. */
export function writeStored(name: string, value: string): void {
  try {
    window.localStorage.setItem(name, value);
  } catch {
    // Preferences are then forgotten at the end, which harms nothing.
  }
}
