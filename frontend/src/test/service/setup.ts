import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';

const titles: readonly [key: string, title: string][] = [
  ['invite', 'Invite your publisher account into the CJ program'],
  ['accept', 'Accept the invitation and terms'],
  ['destination', 'Get the CJ destination link'],
  ['offer', 'Configure your link tracking offer'],
  ['member', 'Add a test member'],
  ['link', 'Generate a link'],
  ['purchase', 'Place a test purchase'],
];

/** The set-up, done up to a step: all of it in a full workspace, nothing in an empty one. */
export function setupService(full: boolean): Services['Setup'] {
  let [done, hidden, destination] = [full ? titles.length : 0, false, ''];
  const view = (): desktop.SetupView => ({
    steps: titles.map(([key, title], index) => step(key, title, index, done)),
    done,
    passed: done === titles.length,
    hidden,
    practice: true,
    destination,
    offerId: full ? 'o-1' : '',
  });
  return {
    State: async () => view(),
    Mark: async (name, on) => {
      if (name !== 'invited') throw goError('This step is checked by the program.');
      done = on ? 1 : 0;
      return view();
    },
    AskCJ: async () => {
      done = 2;
      return view();
    },
    KeepDestination: async (link) => {
      [done, destination] = [3, link];
      return view();
    },
    Hide: async (on) => {
      hidden = on;
      return view();
    },
  };
}

function step(key: string, title: string, index: number, done: number): desktop.SetupStep {
  const isDone = index < done;
  return {
    key,
    number: index + 1,
    title,
    state: isDone ? 'done' : index === done ? 'now' : 'later',
    summary: 'What there is.',
    todo: [{ text: `What to do for: ${title}`, done: isDone }],
    where: '',
    evidence: [],
    copies: key === 'invite' ? [{ label: 'CID', copy: 'Copy CID', text: '7000001', long: false }] : [],
    action: key === 'member' ? { label: title, route: '/members?add=test' } : { label: '', route: '' },
    mark: {
      name: key === 'invite' ? 'invited' : '',
      label: 'Let the simulated brand invite you',
      done: key === 'invite' && isDone,
      by: 'the simulated CJ',
      at: '2026-11-22T14:05:00Z',
    },
    live: false,
  };
}
