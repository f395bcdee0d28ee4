import { Button } from '@mantine/core';

import { Figures } from '../../components/figures';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { PeriodPicker } from '../../components/period-picker';
import { ReportPages } from '../../components/report-pages';
import { useClickRules, useQuality } from '../../lib/api/quality';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { daysOf, periodText, readPeriod } from '../../lib/period';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './click-quality.module.css';
import { ClicksPanel } from './clicks-panel';
import { shareOf } from './note-words';
import { Notes } from './notes';
import { Reasons } from './reasons';
import { type Cut, cuts, RejectedTable } from './rejected-table';
import { RulesPanel } from './rules-panel';

/** Which clicks count and which don't, what is unusual, and the workspace's own rules. */
export function ClickQualityScreen() {
  const [parameters, change] = useParameters();
  const workspace = useWorkspace().data;
  const { ago } = useFormat();
  const period = readPeriod(parameters.get('period')) ?? 'last-30-days';
  const quality = useQuality(workspace && daysOf(period, workspace));
  const rules = useClickRules();
  const close = () => change({ reason: undefined, row: undefined, member: undefined, rules: undefined });
  const open = (what: { reason?: string; row?: string; member?: string; rules?: string }) =>
    change({ reason: undefined, row: undefined, member: undefined, rules: undefined, ...what });
  const cut: Cut = cuts.find(({ value }) => value === parameters.get('by'))?.value ?? 'members';
  const view = quality.data;
  const panel = view && clicksOf(view, cut, parameters);

  return (
    <Page
      title="Click quality"
      asOf={
        view &&
        workspace &&
        `Clicks as of ${view.relayAsOf ? ago(view.relayAsOf, workspace.now) : 'never'} · days in ${view.timeZone}`
      }
      actions={<Button onClick={() => open({ rules: '1' })}>What is not counted…</Button>}
      filters={
        <>
          <ReportPages at="/reports/quality" />
          <PeriodPicker value={period} onChange={(next) => change({ period: periodText(next) })} />
        </>
      }
      panel={
        parameters.get('rules') && rules.data ? (
          <RulesPanel rules={rules.data} connected={workspace?.connected ?? false} onClose={close} />
        ) : (
          panel && <ClicksPanel key={panel.title} {...panel} onClose={close} />
        )
      }
    >
      <Loaded query={quality}>
        {(loaded) => (
          <div className={styles.parts}>
            <Overview view={loaded} />
            <Notes view={loaded} onClicks={(member) => open({ member })} />
            <Reasons view={loaded} onOpen={(reason) => open({ reason })} />
            <RejectedTable
              view={loaded}
              cut={cut}
              openId={parameters.get('row') ?? undefined}
              onCut={(by) => change({ by, row: undefined })}
              onOpen={(row) => open({ row: row.id })}
            />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Overview({ view }: { view: desktop.QualityView }) {
  const { count } = useFormat();
  const { total, totalBefore, before } = view;
  const usual = (value: string) => (before.from ? `before: ${value}` : undefined);
  return (
    <Figures
      rows={[
        {
          label: 'Clicks',
          figures: [
            {
              label: 'All clicks',
              explanation:
                'Every time somebody, or a program, followed a member link. Test links are left out.',
              value: count(total.gross),
            },
            {
              label: 'Clicks that count',
              explanation: 'All clicks less the rejected ones. Figures and payouts go by them.',
              value: count(total.gross - total.rejected),
            },
            {
              label: 'Rejected clicks',
              explanation: 'Redirected and kept, and not counted: the reasons stand below.',
              value: count(total.rejected),
            },
            {
              label: 'Share rejected',
              explanation: 'Rejected clicks of all clicks, beside the eight weeks before.',
              value: shareOf(total.rejected, total.gross),
              note: usual(shareOf(totalBefore.rejected, totalBefore.gross)),
            },
          ],
        },
      ]}
    />
  );
}

/** Which clicks a panel shows, by the address. */
function clicksOf(view: desktop.QualityView, cut: Cut, parameters: URLSearchParams) {
  const none = { period: view.period, memberId: '', offerId: '', linkId: '', reason: '' };
  const member = parameters.get('member');
  if (member) {
    const name = view.notes.find((note) => note.memberId === member)?.memberName ?? '';
    return { title: `Clicks of ${name}`, asked: { ...none, memberId: member } };
  }
  const reason = view.reasons.find((one) => one.reason === parameters.get('reason'));
  if (reason) return { title: reason.words, asked: { ...none, reason: reason.reason } };
  const row = view[cut].rows.find((one) => one.id === parameters.get('row'));
  if (!row) return undefined;
  const key = { members: 'memberId', offers: 'offerId', links: 'linkId' }[cut];
  return { title: `Clicks of ${row.name}`, asked: { ...none, [key]: row.id } };
}
