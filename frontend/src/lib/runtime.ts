// What the application's window offers beyond the services. All of it may be
// missing (in a browser, in tests), and then the browser's own way is used.

interface DesktopRuntime {
  EventsOn?: (name: string, listener: (data: unknown) => void) => () => void;
  ClipboardSetText?: (text: string) => Promise<boolean>;
  BrowserOpenURL?: (url: string) => void;
}

function desktopRuntime(): DesktopRuntime | undefined {
  return (window as { runtime?: DesktopRuntime }).runtime;
}

/** Listens to an event of the Go side; returns how to stop. */
export function onEvent(name: string, listener: (data: unknown) => void): () => void {
  return desktopRuntime()?.EventsOn?.(name, listener) ?? (() => undefined);
}

/** Puts text on the clipboard; false when that was not possible. */
export async function copyText(text: string): Promise<boolean> {
  try {
    const set = desktopRuntime()?.ClipboardSetText;
    if (set) return await set(text);
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Opens an address in the person's own browser. */
export function openInBrowser(url: string): void {
  const open = desktopRuntime()?.BrowserOpenURL;
  if (open) open(url);
  else window.open(url, '_blank', 'noopener');
}
