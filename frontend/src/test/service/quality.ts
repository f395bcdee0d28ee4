import type { desktop } from '../../wailsjs/go/models';
import { goError, type Services } from '../bindings';
import { clicksPage, judgeView, noQuality, quality } from '../fixture/quality';

/** Click quality in memory. */
export function qualityService(full: boolean): Services['Quality'] {
  let rules: desktop.ClickRulesForm = { referrers: [], agents: [], networks: [] };
  let judgings: desktop.JudgingRow[] = [];
  let run = judgeView();
  return {
    Get: async () => (full ? quality() : noQuality()),
    Clicks: async () => clicksPage(),
    Rules: async () => rules,
    SaveRules: async ({ rules: next }) => {
      if (next.agents.includes('safari')) {
        throw goError('Some fields need another look.', {
          agents: '"safari" is in the user agents of ordinary browsers.',
        });
      }
      rules = next;
      return rules;
    },
    Preview: async () => {
      run = judgeView();
      return judgeView({ state: 'running', done: 0 });
    },
    Rejudge: async () => {
      run = judgeView({ id: 'j-2', preview: false, paid: [] });
      judgings = [
        {
          at: '2026-11-22T15:00:00Z',
          mine: true,
          since: '',
          rules,
          judged: run.judged,
          changed: run.changed,
          whole: true,
          reasons: [
            { reason: '', clicks: -412 },
            { reason: 'ignored', clicks: 412 },
          ],
        },
      ];
      return judgeView({ id: 'j-2', state: 'running', preview: false, done: 0 });
    },
    JudgeState: async () => run,
    CancelJudge: async () => undefined,
    Judgings: async () => judgings,
    AskRelay: async () => relayAnswer('running'),
    RelayAnswerState: async () => relayAnswer('done'),
    CancelRelayAnswer: async () => undefined,
  };
}

function relayAnswer(state: string): desktop.RelayAnswer {
  return { id: 'ra-1', state, error: '', hint: '', asOf: '2026-11-22T14:59:00Z', keptFrom: '' };
}
