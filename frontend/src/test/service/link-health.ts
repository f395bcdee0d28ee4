import type { desktop } from '../../wailsjs/go/models';
import type { Services } from '../bindings';
import { healthWalks, linkHealth, sweep } from '../fixture/link-health';

/** Link health in memory. */
export function linkHealthService(full: boolean): Services['LinkHealth'] {
  const none = sweep({ id: '', state: '', findings: [], destinations: [], states: [] });
  let view: desktop.LinkHealthView = full
    ? linkHealth()
    : linkHealth({ sweep: none, sweeps: [], nextAt: '', links: 0 });
  return {
    Get: async () => view,
    Start: async (walks) => {
      view = { ...view, sweep: sweep({ id: 'sw-3', state: 'running', walks, walked: 6, findings: [] }) };
      return view;
    },
    Stop: async () => {
      view = { ...view, sweep: { ...view.sweep, state: 'stopped' } };
      return view;
    },
    SetSchedule: async (schedule) => {
      view = { ...view, schedule };
      return view;
    },
    Domain: async () => ({
      host: 'go.northwind.example',
      note: '',
      steps: [
        {
          key: 'dns',
          title: 'The name leads to the relay',
          state: 'passed',
          says: 'It is a CNAME of relay.example.',
          hint: '',
        },
        {
          key: 'certificate',
          title: 'Certificate',
          state: 'failed',
          says: 'The certificate there is not for this name.',
          hint: 'Ask the relay’s operator to serve this name.',
        },
      ],
    }),
    Walk: async () => healthWalks(),
    LinksOf: async () => [],
    Seen: async () => undefined,
  };
}
