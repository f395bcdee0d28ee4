import { Button, Group } from '@mantine/core';

import { Adjustments } from '../../components/adjustments';
import { PastBanner } from '../../components/as-of';
import { ExportMenu } from '../../components/export-menu';
import { Notice } from '../../components/notice';
import { Page } from '../../components/page';
import { ReportPages } from '../../components/report-pages';
import { ViewsButton } from '../../components/table-tools';
import { useAnswer } from '../../lib/api/explorer';
import { useWorkspace } from '../../lib/api/workspace';
import { useTableView } from '../../lib/table-view';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { questionParameters } from './address';
import { Answer } from './answer';
import { Cohorts } from './cohorts';
import { Filters } from './filters';
import { FunnelAnswer } from './funnel-answer';
import { HeatMapAnswer } from './heat-map-answer';
import { PresetMenu } from './preset-menu';
import { firstQuestion } from './question';
import { QuestionBar } from './question-bar';
import styles from './reports.module.css';
import { type OpenQuestion, useQuestion } from './use-question';

const parameters = [...questionParameters, 'view', 'currency', 'figure', 'chart'];

/** The pivot: what is asked above, the answer as chart and table beneath. */
export function Explorer({ choices }: { choices: desktop.ReportChoices }) {
  const open = useQuestion(choices);
  const view = useTableView({ table: 'reports', filters: parameters });
  const answer = useAnswer(open.view === 'table' ? open.ask : undefined);
  return (
    <Page
      title="Reports"
      asOf={answer.data && <AsOf answer={answer.data} />}
      actions={
        <>
          <ViewsButton view={view} />
          {open.view === 'table' && <ExportMenu question={open.ask} disabled={!answer.data} />}
          <PresetMenu open={open} />
        </>
      }
      filters={
        <>
          <ReportPages at="/reports" />
          <QuestionBar open={open} choices={choices} />
          <Filters open={open} choices={choices} />
          <PastBanner asOf={open.question.asOf} onNow={() => open.change({ asOf: '' })} />
        </>
      }
    >
      <div className={styles.answer}>
        {open.wrong.length > 0 && <WrongAddress open={open} />}
        <Adjustments question={open.ask} />
        <Shown open={open} choices={choices} answer={answer} />
      </div>
    </Page>
  );
}

interface ShownProps {
  open: OpenQuestion;
  choices: desktop.ReportChoices;
  answer: ReturnType<typeof useAnswer>;
}

function Shown({ open, choices, answer }: ShownProps) {
  switch (open.view) {
    case 'heat-map':
      return <HeatMapAnswer ask={open.ask} />;
    case 'funnel':
      return <FunnelAnswer ask={open.ask} />;
    case 'cohorts':
      return <Cohorts ask={open.ask} />;
    case 'table':
      return <Answer open={open} choices={choices} answer={answer} />;
  }
}

/** What of an address can't be asked is told, and the rest is asked. */
function WrongAddress({ open }: { open: OpenQuestion }) {
  return (
    <Notice title="Part of this address can’t be asked" tone="warn">
      <p>
        It was left out: <span className="mono">{open.wrong.join(' ')}</span>
      </p>
      <Group gap={8}>
        <Button onClick={() => open.replace(open.question, open.view)}>Go on without it</Button>
        <Button onClick={() => open.replace(firstQuestion)}>Begin anew</Button>
      </Group>
    </Notice>
  );
}

function AsOf({ answer }: { answer: desktop.ReportAnswer }) {
  const format = useFormat();
  const now = useWorkspace().data?.now ?? '';
  const asOf = (time: string) => (time ? ` as of ${format.time(time, now)}` : ': not read yet');
  const days = ({ from, to }: desktop.Period) => `${format.day(from)} – ${format.day(to)}`;
  return (
    <>
      {days(answer.period)}
      {answer.compared.from && `, compared with ${days(answer.compared)}`} · Clicks{asOf(answer.relayAsOf)} ·
      CJ
      {asOf(answer.cjAsOf)} · days in {answer.zone}
    </>
  );
}
