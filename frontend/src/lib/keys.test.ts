import { expect, it } from 'vitest';

import { isPressed, keyWords, worksInFields } from './keys';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

it.each([
  ['Mod+K', { key: 'k', ctrlKey: true }, false, true],
  ['Mod+K', { key: 'K', ctrlKey: true }, false, true],
  ['Mod+K', { key: 'k', metaKey: true }, false, false],
  ['Mod+K', { key: 'k', metaKey: true }, true, true],
  ['Mod+K', { key: 'k', ctrlKey: true }, true, false],
  ['Mod+K', { key: 'k', ctrlKey: true, shiftKey: true }, false, false],
  ['Mod+Shift+L', { key: 'L', ctrlKey: true, shiftKey: true }, false, true],
  ['?', { key: '?', shiftKey: true }, false, true],
  ['?', { key: '?' }, false, true],
  ['?', { key: '?', ctrlKey: true }, false, false],
  ['Mod+,', { key: ',', ctrlKey: true }, false, true],
  ['Mod+1', { key: '1', ctrlKey: true, altKey: true }, false, false],
])('%s is pressed by %j on a Mac %s: %s', (keys, event, mac, pressed) => {
  expect(isPressed(keys, { ...plain, ...event }, mac)).toBe(pressed);
});

it('writes keys as each system does', () => {
  expect(keyWords('Mod+Shift+L', true)).toEqual(['⌘⇧L']);
  expect(keyWords('Mod+Shift+L', false)).toEqual(['Ctrl+Shift+L']);
  expect(keyWords('Home End', false)).toEqual(['Home', 'End']);
  expect(keyWords('', false)).toEqual([]);
});

it('takes from a field neither plain keys nor its own undo', () => {
  expect(['?', 'Mod+Z', 'Mod+K'].map(worksInFields)).toEqual([false, false, true]);
});
