import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { cjCheck, cjLinks, cjPull, cjRoles, terms } from '../fixture/cj';

/** The account at CJ in memory. */
export function cjService(full: boolean): Services['CJ'] {
  let pull = cjPull(full ? {} : { since: '', asOf: '' });
  let shown: desktop.TermsView = full ? terms() : terms({ asOf: '', actions: [], advertiserName: '' });
  return {
    Roles: async () => cjRoles(),
    Check: async () => cjCheck(),
    Pull: async () => pull,
    Refresh: async () => {
      pull = cjPull({
        state: 'reading',
        what: 'sales posted in November 2026',
        done: 1,
        total: 4,
        rows: 118,
      });
      return pull;
    },
    StopPull: async () => {
      pull = { ...pull, state: 'stopped' };
      return pull;
    },
    SearchLinks: async (form) => {
      const words = form.keywords.toLowerCase();
      const links = cjLinks().filter((link) => link.name.toLowerCase().includes(words));
      return { links, total: links.length, page: 1, pages: 1 };
    },
    OfferURL: async (form) => {
      const link = cjLinks().find((candidate) => candidate.aid === form.aid);
      if (!link) throw goError('There is no such link.');
      const to = form.destination.trim();
      if (!to) return link.offerUrl;
      if (!to.startsWith('https://shop.northwind.example/')) {
        throw goError('The page is not of this shop.', { destination: 'Enter a page of the advertiser.' });
      }
      return `${link.offerUrl}&url=${encodeURIComponent(to)}`;
    },
    Terms: async () => shown,
    ReadTerms: async () => {
      shown = terms();
      return shown;
    },
    SeenTerms: async () => {
      shown = { ...shown, changes: [], changedOn: '' };
      return shown;
    },
  };
}
