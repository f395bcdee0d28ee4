/** Something that the open screen offers, and doing it. */
export interface ScreenAction {
  label: string;
  click: () => void;
}

/**
 * What the open screen offers: the buttons in its head and under its list. They
 * are its commands already, with words and all that they do, so no screen lists
 * them a second time.
 */
export function screenActions(): ScreenAction[] {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-actions] button')];
  const labelOf = (button: HTMLElement) =>
    button.getAttribute('aria-label') || (button.textContent ?? '').trim();
  const seen = new Set<string>();
  return buttons.flatMap((button) => {
    const label = labelOf(button);
    if (!label || button.disabled || button.dataset.disabled || seen.has(label)) return [];
    seen.add(label);
    return [{ label, click: () => button.click() }];
  });
}
