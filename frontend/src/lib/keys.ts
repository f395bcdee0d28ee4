// Keys as the registry of commands writes them: "Mod+Shift+L", "?", "Enter".

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Whether an event is one of these keys. Mod is ⌘ on macOS and Ctrl elsewhere. */
export function isPressed(keys: string, event: Pressed, mac: boolean): boolean {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  // A sign such as ? is typed with Shift on one keyboard and without it on another.
  const sign = key.length === 1 && !/[a-z0-9,]/i.test(key);
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    mod === parts.includes('Mod') &&
    !other &&
    event.altKey === parts.includes('Alt') &&
    (sign || event.shiftKey === parts.includes('Shift'))
  );
}

/** Whether keys may be pressed while something is typed. */
export function worksInFields(keys: string): boolean {
  return keys.startsWith('Mod+') && keys !== 'Mod+Z'; // a field takes its own text back
}

const onMac: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Esc: '⎋' };
const elsewhere: Record<string, string> = { Mod: 'Ctrl', PageUp: 'Page Up', PageDown: 'Page Down' };

/** Keys as a person of this system reads them; several ways stand apart. */
export function keyWords(keys: string, mac: boolean): string[] {
  if (!keys) return [];
  return keys.split(' ').map((one) => {
    const parts = one.split('+').map((part) => (mac ? onMac[part] : undefined) ?? elsewhere[part] ?? part);
    return parts.join(mac ? '' : '+');
  });
}

/** Whether something is typed there. */
export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
  );
}
