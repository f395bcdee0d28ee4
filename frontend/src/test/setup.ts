import { notifications } from '@mantine/notifications';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A busy machine is slow, and a test waits for a condition, not for a time.
// What a failed search prints is the whole page: its head says enough.
configure({
  asyncUtilTimeout: 10_000,
  getElementError: (message) => new Error(message?.slice(0, 2_000) ?? 'not found'),
});

// happy-dom loads no fonts; a growing text area waits for them.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

afterEach(() => {
  cleanup();
  notifications.clean();
  window.localStorage.clear();
  window.history.replaceState(null, '', '#/');
});
