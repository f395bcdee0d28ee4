import { install } from './bindings';
import { services } from './services';

// Only `npm run dev` loads this (vite.config.ts): inside the application the
// real services are there already. ?empty shows a fresh workspace.
if (!('go' in window)) {
  install(services(new URLSearchParams(window.location.search).has('empty') ? 'empty' : 'full'));
}
