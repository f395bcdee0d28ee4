import { type RenderResult, render } from '@testing-library/react';
import { onTestFinished } from 'vitest';

import { App } from '../app/app';
import { install, type Services } from './bindings';
import { services } from './services';

/** Opens the application on a screen, as `#/offers?add=1`, over services in memory. */
export function open(path: string, given: Services = services()): RenderResult & { services: Services } {
  onTestFinished(install(given));
  window.history.replaceState(null, '', `#${path}`);
  return { ...render(<App env="test" />), services: given };
}
